using System.Collections.Immutable;
using LrpFunctional.Forward;
using LrpFunctional.Gradients;
using LrpFunctional.Numerics;
using LrpFunctional.Numerics.Kernels;

namespace LrpFunctional.Explanations;

/// <summary>The gradient of a class score by the word vectors, and the two classical explanations made from it.</summary>
public static class Gradient
{
    /// <summary>Sensitivity analysis: ‖∂s/∂x_t‖², how strongly the score reacts to a word, without a sign.</summary>
    public static Method Sensitivity { get; } = new(
        "sa",
        "sensitivity analysis",
        new GradientWords.Squared(IsKeepingFeatures: false),
        (trace, classes) =>
        {
            var gradient = PerDimension(trace, classes);
            return Elementwise.Multiply(gradient, gradient);
        });

    /// <summary>Gradient × input: ∂s/∂x_t · x_t.</summary>
    public static Method TimesInput { get; } = new(
        "gi",
        "gradient × input",
        new GradientWords.TimesInput(IsKeepingFeatures: false),
        (trace, classes) => Elementwise.Multiply(PerDimension(trace, classes), trace.Layers[0].Read));

    /// <summary>∂s/∂x of each word and embedding dimension, both directions added (rows × e).</summary>
    public static Matrix PerDimension(Trace trace, ImmutableArray<int> classes) => Pool.PerDimension(Back(trace, classes));

    /// <summary>The derivatives behind them.</summary>
    public static NetworkGradient Back(Trace trace, ImmutableArray<int> classes) =>
        GradientPass.Back(trace, Rows.KeepOne(Matrix.Constant(trace.Scores.Rows, trace.Scores.Columns, 1), classes.AsSpan()));
}
