using LrpFunctional.Layers;
using LrpFunctional.Numerics;

namespace LrpFunctional.Passes;

/// <summary>Backpropagation through time.</summary>
public static class GradientPass
{
    /// <summary>The derivatives by everything below the scores, given those by the scores (n × C).</summary>
    public static NetworkGradient Back(Trace trace, Matrix byScores) =>
        Back(trace, byScores, (layer, arriving) => trace.Layers[layer].Gradient(arriving));

    /// <summary>Derivatives, or multipliers in their place, from the scores down, layer by layer.</summary>
    internal static NetworkGradient Back(Trace trace, Matrix byScores, Func<int, Arriving, ILayerGradient> back) =>
        new(
            trace,
            trace.Network.Composition.Back<Arriving, ILayerGradient>(
                new Arriving.AtEach(byScores),
                back,
                (layer, read) => layer.ToRead(read),
                (one, other) => one + other
            )
        );
}
