using System.Collections.Immutable;
using LanguageExt;
using LrpFunctional.Numerics;
using LrpFunctional.Rules;

namespace LrpFunctional.Layers.Readings;

/// <summary>The relevance that flowed back through a head.</summary>
/// <param name="Dense">What became of it in each dense layer, the lowest first.</param>
/// <param name="ToRead">R of what was read (n × D).</param>
/// <param name="ToStates">R of each state, in the order of the words, where all of them are read (rows × D).</param>
/// <param name="Reading">What became of it in the reading.</param>
public sealed record HeadRelevance(
    ImmutableArray<Account> Dense,
    Matrix ToRead,
    Option<Matrix> ToStates,
    Account Reading
)
{
    /// <summary>
    /// R through the dense layers by the output's rule, activations passing it unchanged; then over time: a weighted
    /// sum Σ_t w_t ⊙ h_t by the epsilon rule with N = T · D, its weights being gates; a maximum to the state that it
    /// is; one step as it is.
    /// </summary>
    internal static HeadRelevance Of(RuleSet rules, HeadTrace head, Matrix relevance)
    {
        var start = (Accounts: ImmutableArray<Account>.Empty, Arriving: relevance);
        var (accounts, toRead) = head
            .Dense.Reverse()
            .Aggregate(
                start,
                (above, layer) =>
                {
                    var shares = rules.Output.Share(
                        new WeightedSum([new(layer.Layer.Weights, layer.Layer.Back)], layer.Layer.Bias)
                    )([layer.Inputs], layer.Sums, above.Arriving);
                    return (
                        above.Accounts.Insert(
                            0,
                            Account.Of(above.Arriving.RowSums(), shares.ToInputs[0].RowSums(), shares)
                        ),
                        shares.ToInputs[0]
                    );
                }
            );
        return head.Reading.Weighted.Match(
            weighted => Over(rules, head, weighted, accounts, toRead),
            () =>
                new HeadRelevance(accounts, toRead, Option<Matrix>.None, Account.Of(toRead.RowSums(), toRead.RowSums()))
        );
    }

    /// <summary>What reaches each strand of the states below.</summary>
    internal ImmutableArray<Arrival> Arrivals(HeadTrace head) => head.Arrivals(ToRead, ToStates);

    private static HeadRelevance Over(
        RuleSet rules,
        HeadTrace head,
        WeightedStates weighted,
        ImmutableArray<Account> accounts,
        Matrix toRead
    )
    {
        var lanes = PackedSequences.OfRows(head.Packing.Offsets.AsSpan());
        Matrix Spread(Matrix ofLanes) => MatrixRows.Gather(ofLanes, lanes.AsSpan());
        if (head.Head.Reading == Readings.Reading.Max)
            return new HeadRelevance(
                accounts,
                toRead,
                weighted.Weights.Times(Spread(toRead)),
                Account.Of(toRead.RowSums(), toRead.RowSums())
            );
        var (stabilizer, delta) = (rules.Time.Stabilizer, rules.Time.BiasFactor);
        var ratio = stabilizer.Ratio(toRead, head.Reading.Read);
        var absorbed = stabilizer.Absorbed(toRead, ratio, head.Reading.Read);
        var share = Spread((delta / toRead.Columns) * absorbed)
            .Times(PackedSequences.InverseLengths(head.Packing.Offsets.AsSpan(), head.Packing.Lengths.AsSpan()));
        var toStates = MatrixRows.MultiplyAdd(weighted.Weights.Times(weighted.States), Spread(ratio), share);
        var zero = Matrix.Zero(toRead.Rows, 1);
        var passed = PackedSequences.Sums(toStates.RowSums(), head.Packing.Offsets.AsSpan());
        return new HeadRelevance(
            accounts,
            toRead,
            toStates,
            new Account(toRead.RowSums(), passed, zero, (1 - delta) * absorbed, zero)
        );
    }
}
