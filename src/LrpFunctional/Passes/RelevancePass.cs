using LrpFunctional.Layers;
using LrpFunctional.Numerics;
using LrpFunctional.Rules;

namespace LrpFunctional.Passes;

/// <summary>Layer-wise relevance propagation: the forward pass read from its end, a rule at each connection.</summary>
public static class RelevancePass
{
    /// <summary>The relevance of everything below the scores, given that of the scores (n × C).</summary>
    public static NetworkRelevance Back(RuleSet rules, Trace trace, Matrix relevance)
    {
        var composition = trace.Network.Composition;
        return new NetworkRelevance(
            trace,
            relevance,
            composition.Back<Arriving, ILayerRelevance>(
                new Arriving.AtEach(relevance),
                (layer, arriving) => trace.Layers[layer].Relevance(rules, composition.Numbers[layer], arriving),
                (layer, read) => layer.ToRead(read),
                (one, other) => one + other
            )
        );
    }
}
