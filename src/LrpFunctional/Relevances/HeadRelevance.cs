using System.Collections.Immutable;
using LanguageExt;
using LrpFunctional.Forward;
using LrpFunctional.Networks;
using LrpFunctional.Numerics;
using LrpFunctional.Numerics.Kernels;
using LrpFunctional.Rules;

namespace LrpFunctional.Relevances;

/// <summary>The relevance that flowed back through a head.</summary>
/// <param name="Dense">What each dense layer sent down, the lowest first.</param>
/// <param name="ToRead">R of what was read (n × D).</param>
/// <param name="ToStates">R of each state, in the order of the words, where all of them are read (rows × D).</param>
public sealed record HeadRelevance(ImmutableArray<RelevanceMessage> Dense, Matrix ToRead, Option<Matrix> ToStates)
{
    /// <summary>
    /// R through the dense layers by the epsilon rule, activations passing it unchanged; then over time: a weighted sum Σ_t w_t ⊙ h_t by the epsilon
    /// rule with N = T · D, its weights being gates; a maximum to the state that it is; one step as it is.
    /// </summary>
    internal static HeadRelevance Of(RuleSet rules, HeadTrace head, Matrix relevance)
    {
        var start = (Sent: ImmutableArray<RelevanceMessage>.Empty, Arriving: relevance);
        var (sent, toRead) = head.Dense.Reverse().Aggregate(start, (above, layer) =>
        {
            var message = rules.Linear.Send(above.Arriving, layer.Sums, layer.Layer.Bias.AsSpan(), layer.Inputs.Columns);
            return (above.Sent.Insert(0, message), message.Through(layer.Inputs, layer.Layer.Weights));
        });
        return new HeadRelevance(sent, toRead, head.Reading.Weighted.Map(weighted => Over(rules, head, weighted, toRead)));
    }

    /// <summary>What reaches each cell of the top layer.</summary>
    internal ImmutableArray<Arrival> Arrivals(HeadTrace head) => Arrival.FromHead(head, ToRead, ToStates);

    private static Matrix Over(RuleSet rules, HeadTrace head, WeightedStates weighted, Matrix toRead)
    {
        var lanes = Lanes.OfRows(head.Packing.Offsets.AsSpan());
        if (head.Head.Reading == Reading.Max) return Elementwise.Multiply(weighted.Weights, Rows.Gather(toRead, lanes.AsSpan()));
        var message = rules.Linear.Send(toRead, head.Reading.Read, [], toRead.Columns);
        var shares = Elementwise.Multiply(Rows.Gather(message.Share, lanes.AsSpan()), Lanes.InverseLengths(head.Packing.Offsets.AsSpan(), head.Packing.Lengths.AsSpan()));
        return new RelevanceMessage(Rows.Gather(message.Ratio, lanes.AsSpan()), shares).ThroughIdentity(Elementwise.Multiply(weighted.Weights, weighted.States));
    }
}
