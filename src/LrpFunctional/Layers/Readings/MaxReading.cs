using System.Collections.Immutable;
using LrpFunctional.Layers.Pointwise;
using LrpFunctional.Numerics;
using LrpFunctional.Rules;
using LrpFunctional.Sequences;

namespace LrpFunctional.Layers.Readings;

/// <summary>max_t h_t, unit by unit: w_t = 1 at the first highest state, else 0.</summary>
public sealed record MaxReading : IWeightedReading
{
    internal MaxReading(int units) => Strands = Strand.InRows(units);

    /// <inheritdoc/>
    public Reading Reading => Reading.Max;

    /// <inheritdoc/>
    public ImmutableArray<Strand> Strands { get; }

    Matrix IWeightedReading.Weights(Packing packing, Matrix states, ImmutableArray<DenseTrace> scorers) =>
        PackedSequences.Highest(states, packing.Offsets.AsSpan());

    /// <summary>All of it goes to the state that the maximum is.</summary>
    WeightedReadingRelevance IWeightedReading.Relevance(RuleSet rules, WeightedReadingTrace done, Matrix reaching)
    {
        var sums = reaching.RowSums();
        return new WeightedReadingRelevance(done.Weighted(reaching), Account.Of(sums, sums));
    }

    /// <summary>Two are equal when all that they hold is.</summary>
    public bool Equals(MaxReading? other) => other is not null && Strands.Same(other.Strands);

    /// <summary>A hash over it.</summary>
    public override int GetHashCode() => HashCode.Combine(Strands.Hash());
}
