using System.Collections.Immutable;
using LrpFunctional.Layers;
using LrpFunctional.Layers.Readings;
using LrpFunctional.Numerics;

namespace LrpFunctional.Passes;

/// <summary>Backpropagation through time.</summary>
public static class GradientPass
{
    /// <summary>The derivatives by everything below the scores, given those by the scores (n × C).</summary>
    public static NetworkGradient Back(Trace trace, Matrix byScores)
    {
        var head = HeadGradient.Of(trace.Head, byScores);
        return new NetworkGradient(head, Below(trace, head, (layer, _, arrivals) => layer.Gradient(arrivals)));
    }

    /// <summary>Derivatives, or multipliers in their place, from the head down, layer by layer.</summary>
    internal static ImmutableArray<ISequenceGradient> Below(
        Trace trace,
        HeadGradient head,
        Func<ISequenceTrace, int, ImmutableArray<Arrival>, ISequenceGradient> back
    ) =>
        trace
            .Layers.Index()
            .Reverse()
            .Aggregate(
                ImmutableArray<ISequenceGradient>.Empty,
                (above, layer) =>
                    above.Insert(
                        0,
                        back(
                            layer.Item,
                            layer.Index,
                            above.IsEmpty
                                ? head.Arrivals(trace.Head)
                                : Arrival.FromAbove(layer.Item.Layer.Strands, layer.Item.Packing, above[0].ByInputs)
                        )
                    )
            );
}
