using System.Collections.Immutable;
using LrpFunctional.Explanations;
using LrpFunctional.Passes;

namespace LrpFunctional.Methods;

/// <summary>The gradient of an output f by the word vectors, and the classical explanations made from it.</summary>
public static class Gradient
{
    /// <summary>Sensitivity analysis: ‖∂f/∂x_t‖², how strongly f reacts to a word, without a sign.</summary>
    public static Method Sensitivity { get; } = SensitivityWith(Norm.Squared);

    /// <summary>Gradient × input: ∂f/∂x_t · x_t.</summary>
    public static Method TimesInput { get; } = Method.Of("gi", "gradient × input", "", new GradientWords.TimesInput());

    /// <summary>
    /// Saliency: |∂f/∂x_tk|, how strongly f reacts to a number of a word, without a sign; a word has Σ_k |∂f/∂x_tk|
    /// (Li, Chen, Hovy, Jurafsky 2016).
    /// </summary>
    public static Method Saliency { get; } = SaliencyWith(Norm.L1);

    /// <summary>
    /// Sensitivity analysis by another size of the gradient: sa-l2 and so on; sa-sum is Σ_k ∂f/∂x_tk, with its sign.
    /// </summary>
    public static Method SensitivityWith(Norm norm) =>
        Of(MethodNames.Of("sa", norm, Norm.Squared), "sensitivity analysis", norm);

    /// <summary>Saliency by another size of the gradient: saliency-max and so on.</summary>
    public static Method SaliencyWith(Norm norm) =>
        Of(MethodNames.Of("saliency", norm, Norm.L1), "the magnitude of the gradient", norm);

    /// <summary>All derivatives of each lane's output; <see cref="Pool"/> has ∂f/∂x of them.</summary>
    public static NetworkGradient Back(Trace trace, ImmutableArray<Output> outputs) =>
        GradientPass.Back(trace, OutputSlopes.Slopes(outputs, trace.Scores));

    private static Method Of(string name, string description, Norm norm) =>
        Method.Of(
            name,
            description,
            $"norm {norm.Name}",
            norm == Norm.Squared ? new GradientWords.Squared() : new GradientWords.Sized(norm)
        ) with
        {
            IsSigned = norm.IsSigned,
        };
}
