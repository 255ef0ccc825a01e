using System.Collections.Immutable;
using LrpFunctional.Forward;
using LrpFunctional.Gradients;
using LrpFunctional.Numerics;

namespace LrpFunctional.Explanations;

/// <summary>Saliency: R_t = 1/e Σ_k |∂f/∂x_tk|, how strongly the class reacts to a word, without a sign (Li, Chen, Hovy, Jurafsky 2016).</summary>
/// <param name="Quantity">f.</param>
public sealed record Saliency(Quantity Quantity = Quantity.Score)
{
    /// <summary>The method: saliency or saliency-probability.</summary>
    public Method Method => new(
        MethodNames.Of("saliency", MethodNames.Of(Quantity)),
        "the mean magnitude of the gradient",
        new GradientWords.Magnitude(Quantity, IsKeepingFeatures: false),
        PerDimension);

    private Matrix PerDimension(Trace trace, ImmutableArray<int> classes) =>
        GradientWords.Magnitude.Of(Pool.PerDimension(GradientPass.Back(trace, Quantities.Slopes(Quantity, trace.Scores, classes))));
}
