using System.Collections.Immutable;
using LrpFunctional.Forward;
using LrpFunctional.Gradients;
using LrpFunctional.Numerics;
using LrpFunctional.Numerics.Kernels;

namespace LrpFunctional.Explanations;

/// <summary>The gradient of an output f by the word vectors, and the classical explanations made from it.</summary>
public static class Gradient
{
    /// <summary>Sensitivity analysis: ‖∂f/∂x_t‖², how strongly f reacts to a word, without a sign.</summary>
    public static Method Sensitivity { get; } = new(
        "sa",
        "sensitivity analysis",
        "",
        new GradientWords.Squared(IsKeepingFeatures: false),
        (trace, outputs) =>
        {
            var gradient = PerDimension(trace, outputs);
            return Elementwise.Multiply(gradient, gradient);
        });

    /// <summary>Gradient × input: ∂f/∂x_t · x_t.</summary>
    public static Method TimesInput { get; } = new(
        "gi",
        "gradient × input",
        "",
        new GradientWords.TimesInput(IsKeepingFeatures: false),
        (trace, outputs) => Elementwise.Multiply(PerDimension(trace, outputs), trace.Layers[0].Read));

    /// <summary>Saliency: 1/e Σ_k |∂f/∂x_tk|, how strongly f reacts to a word, without a sign (Li, Chen, Hovy, Jurafsky 2016).</summary>
    public static Method Saliency { get; } = new(
        "saliency",
        "the mean magnitude of the gradient",
        "",
        new GradientWords.Magnitude(IsKeepingFeatures: false),
        (trace, outputs) => GradientWords.Magnitude.Of(PerDimension(trace, outputs)));

    /// <summary>∂f/∂x of each word and embedding dimension, both directions added (rows × e).</summary>
    public static Matrix PerDimension(Trace trace, ImmutableArray<Output> outputs) => Pool.PerDimension(Back(trace, outputs));

    /// <summary>The derivatives behind them.</summary>
    public static NetworkGradient Back(Trace trace, ImmutableArray<Output> outputs) =>
        GradientPass.Back(trace, Outputs.Slopes(outputs, trace.Scores));
}
