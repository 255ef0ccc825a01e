using System.Collections.Immutable;
using LrpFunctional.Layers;
using LrpFunctional.Layers.Readings;
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
        var layers = trace
            .Layers.Index()
            .Reverse()
            .Aggregate(
                ImmutableArray<ISequenceRelevance>.Empty,
                (above, layer) =>
                    above.Insert(
                        0,
                        layer.Item.Relevance(
                            rules.OfLayer(layer.Index),
                            above.IsEmpty
                                ? head.Arrivals(trace.Head)
                                : Arrival.FromAbove(layer.Item.Layer.Strands, layer.Item.Packing, above[0].PerFeature)
                        )
                    )
            );
        return new NetworkRelevance(relevance, head, layers);
    }
}
