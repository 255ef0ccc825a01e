using System.Collections.Immutable;
using LanguageExt;

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
        var packing = relevance.Trace.Batch.Packing;
        var (words, initial) = (relevance.Words, relevance.Leftover);
        return
        [
            .. Enumerable
                .Range(0, packing.Lanes(0))
                .Select(lane => new Ledger(
                    relevance.Start.Row(lane).ToArray().Sum(),
                    packing.RowsOf(lane).Sum(row => words[row, 0]),
                    initial[lane, 0],
                    [.. EntriesOf(relevance, lane)]
                )),
        ];
    }

    private static IEnumerable<LedgerEntry> EntriesOf(NetworkRelevance relevance, int lane) =>
        from layer in relevance.Layers.Index().Reverse()
        from place in layer.Item.Accounts(lane)
        select new LedgerEntry(
            relevance.Trace.Network.Composition.NameOf(layer.Index),
            place.Direction,
            place.Step,
            place.Account.Arriving[lane, 0],
            place.Account.Passed[lane, 0],
            place.Account.Bias[lane, 0],
            place.Account.Stabilizer[lane, 0],
            place.Account.Gates[lane, 0]
        );

    /// <summary>Two are equal when all that they hold is.</summary>
    public bool Equals(Ledger? other) =>
        other is not null
        && Score == other.Score
        && Words == other.Words
        && Initial == other.Initial
        && Entries.Same(other.Entries);

    /// <summary>A hash over it.</summary>
    public override int GetHashCode() => HashCode.Combine(Score, Words, Initial, Entries.Hash());
}
