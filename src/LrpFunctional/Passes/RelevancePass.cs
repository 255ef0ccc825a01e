using System.Collections.Immutable;
using LrpFunctional.Layers.Readings;
using LrpFunctional.Layers.Recurrent;
using LrpFunctional.Numerics;
using LrpFunctional.Rules;

namespace LrpFunctional.Passes;

/// <summary>Layer-wise relevance propagation: the forward pass read from its end, a rule at each connection.</summary>
public static class RelevancePass
{
    /// <summary>The relevance of everything below the scores, given that of the scores (n × C).</summary>
    public static NetworkRelevance Back(RuleSet rules, Trace trace, Matrix relevance)
    {
        var head = HeadRelevance.Of(rules, trace.Head, relevance);
        var top = Back(rules.OfLayer(trace.Layers.Length - 1), trace.Layers[^1], head.Arrivals(trace.Head));
        var layers = trace
            .Layers.Select((layer, at) => (Layer: layer, At: at))
            .Reverse()
            .Skip(1)
            .Aggregate(
                ImmutableArray.Create(top),
                (above, layer) =>
                    above.Insert(
                        0,
                        Back(
                            rules.OfLayer(layer.At),
                            layer.Layer,
                            Arrival.FromAbove(layer.Layer.Layer, trace.Batch.Packing, above[0].PerDimension)
                        )
                    )
            );
        return new NetworkRelevance(relevance, head, layers);
    }

    private static LayerRelevance Back(LayerRules rules, LayerTrace trace, ImmutableArray<Arrival> arrivals)
    {
        var read = trace.Read;
        return new(
            trace,
            [
                .. trace.Directions.Zip(
                    arrivals,
                    (direction, arrival) =>
                    {
                        var inputs = MatrixRows.Gather(read, direction.Order.AsSpan());
                        Matrix At(int t) => inputs.Slice(direction.Packing.Offset(t), direction.Packing.Lanes(t));
                        var step = direction.Cell.Relevance(rules);
                        return new DirectionRelevance(
                            direction,
                            TimeFold.Back(
                                direction,
                                arrival,
                                (t, arriving) => step(At(t), direction.Steps[t], direction.Before(t), arriving),
                                sent => sent.Before
                            )
                        );
                    }
                ),
            ]
        );
    }
}
