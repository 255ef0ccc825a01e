using System.Collections.Immutable;
using LanguageExt;
using LrpFunctional.Layers;
using LrpFunctional.Sequences;

namespace LrpFunctional.Passes;

/// <summary>
/// Where a sequence's score went: score = Σ words + initial states + gates + bias + stabilizer, exactly, whatever the
/// rules.
/// </summary>
/// <param name="Score">The relevance that it started from.</param>
/// <param name="Words">Σ of what its words, or steps, received.</param>
/// <param name="Initial">What the initial states of all cells received.</param>
/// <param name="Entries">The accounts of every dense layer, of the reading, and of every step of every cell, from the
/// output down.</param>
public sealed record Ledger(double Score, double Words, double Initial, ImmutableArray<LedgerEntry> Entries)
{
    /// <summary>What stayed on gates.</summary>
    public double Gates => Entries.Sum(entry => entry.Gates);

    /// <summary>What stayed on biases.</summary>
    public double Bias => Entries.Sum(entry => entry.Bias);

    /// <summary>What stayed on stabilizers, or was lost where a divisor is zero.</summary>
    public double Stabilizer => Entries.Sum(entry => entry.Stabilizer);

    /// <summary>Score − words − initial states − gates − bias − stabilizer: 0 but for rounding.</summary>
    public double Gap => Score - Words - Initial - Gates - Bias - Stabilizer;

    /// <summary>The entry that misses most.</summary>
    public LedgerEntry Widest =>
        Entries.MaxBy(entry => double.IsNaN(entry.Gap) ? double.PositiveInfinity : Math.Abs(entry.Gap))!;

    /// <summary>
    /// The largest gap, of the whole or of an entry, in parts of the largest relevance that arrives anywhere, or of 1
    /// if that is larger.
    /// </summary>
    public double Missing =>
        Math.Max(Math.Abs(Gap), Math.Abs(Widest.Gap)) / Math.Max(1, Entries.Max(entry => Math.Abs(entry.Arriving)));

    /// <summary>Whether no more is missing than rounding of this size; numbers that are none never add up.</summary>
    public bool Closes(double tolerance) => Missing <= tolerance;

    /// <summary>The ledger of each lane.</summary>
    internal static ImmutableArray<Ledger> Of(NetworkRelevance relevance)
    {
        var packing = relevance.Layers[0].Trace.Packing;
        var (words, initial) = (relevance.Layers[0].PerWord, relevance.Leftover);
        return
        [
            .. Enumerable
                .Range(0, packing.Lanes(0))
                .Select(lane => new Ledger(
                    relevance.Start.Row(lane).ToArray().Sum(),
                    packing.RowsOf(lane).Sum(row => words[row, 0]),
                    initial[lane, 0],
                    [.. Accounts(relevance, packing, lane)]
                )),
        ];
    }

    private static IEnumerable<LedgerEntry> Accounts(NetworkRelevance relevance, Packing packing, int lane)
    {
        static LedgerEntry Entry(
            string place,
            Option<Direction> direction,
            Option<int> step,
            Account account,
            int lane
        ) =>
            new(
                place,
                direction,
                step,
                account.Arriving[lane, 0],
                account.Passed[lane, 0],
                account.Bias[lane, 0],
                account.Stabilizer[lane, 0],
                account.Gates[lane, 0]
            );
        var dense = relevance
            .Head.Dense.Select(
                (account, at) => Entry($"dense {at}", Option<Direction>.None, Option<int>.None, account, lane)
            )
            .Reverse();
        var reading = Entry("reading", Option<Direction>.None, Option<int>.None, relevance.Head.Reading, lane);
        var steps =
            from layer in relevance.Layers.Index().Reverse()
            from place in layer.Item.Accounts(packing.Lengths[lane])
            select Entry($"layer {layer.Index}", place.Direction, place.Step, place.Account, lane);
        return [.. dense, reading, .. steps];
    }
}
