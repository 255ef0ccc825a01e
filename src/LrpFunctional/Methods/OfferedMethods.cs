using System.Collections.Immutable;

namespace LrpFunctional.Methods;

/// <summary>The methods that there are, each with its usual options.</summary>
public static class OfferedMethods
{
    /// <summary>All of them; the three that need one look at the network come first.</summary>
    public static ImmutableArray<Method> All { get; } =
    [
        Lrp.Default,
        Gradient.Sensitivity,
        Gradient.TimesInput,
        Occlusion.Default,
        Occlusion.With(window: 3),
        Occlusion.With(window: 7),
        IntegratedGradients.Default,
        Gradient.Saliency,
        WordVariance.Default,
        SmoothGrad.Default,
        SmoothGrad.TimesInput,
        SmoothGrad.Variance,
        Shapley.Default,
        Limsse.Default,
        Decomposition.Contextual,
        Decomposition.Beta,
        Decomposition.Gamma,
        DeepLift.Default,
    ];
}
