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
        new Occlusion().Method,
        new Occlusion(Window: 3).Method,
        new Occlusion(Window: 7).Method,
        new IntegratedGradients().Method,
        Gradient.Saliency,
        WordVariance.Method,
        new SmoothGrad().Method,
        new SmoothGrad().TimesInput,
        new SmoothGrad().Variance,
        new Shapley().Method,
        new Limsse().Method,
        Decomposition.Contextual,
        Decomposition.Beta,
        Decomposition.Gamma,
        DeepLift.Default,
    ];
}
