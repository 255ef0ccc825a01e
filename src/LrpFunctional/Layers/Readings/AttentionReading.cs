using System.Collections.Immutable;
using LanguageExt;
using LrpFunctional.Layers.Pointwise;
using LrpFunctional.Numerics;
using LrpFunctional.Rules;
using LrpFunctional.Sequences;

namespace LrpFunctional.Layers.Readings;

/// <summary>
/// Σ_t α_t h_t, α the softmax over time of the score that dense layers give each h_t; relevance takes α as gates, which
/// receive nothing, or goes on to the scores by another rule.
/// </summary>
public sealed record AttentionReading : IWeightedReading
{
    internal AttentionReading(int units, ImmutableArray<DenseLayer> layers)
    {
        Strands = Strand.InRows(units);
        Layers = layers;
    }

    /// <summary>What scores each state.</summary>
    public ImmutableArray<DenseLayer> Layers { get; }

    /// <inheritdoc/>
    public Reading Reading => Reading.Attention;

    /// <inheritdoc/>
    public ImmutableArray<Strand> Strands { get; }

    /// <inheritdoc/>
    public bool IsAttention => true;

    IEnumerable<(string Name, Matrix Numbers)> ILayer.Hashed => Layers.SelectMany(layer => layer.Hashed);

    ImmutableArray<DenseTrace> IWeightedReading.Scorers(Packing packing, Matrix states) =>
        DenseTrace.Chain(Layers, packing, states);

    Matrix IWeightedReading.Weights(Packing packing, Matrix states, ImmutableArray<DenseTrace> scorers) =>
        PackedSequences.Softmax(scorers[^1].Outputs, packing.Offsets.AsSpan()).Repeat(states.Columns);

    WeightedReadingRelevance IWeightedReading.Relevance(RuleSet rules, WeightedReadingTrace done, Matrix reaching) =>
        rules.Reading.WeightsReceive
            ? WeightedReadingRelevance.WithScores(rules, done, reaching)
            : WeightedReadingRelevance.ByEpsilon(rules.Time, done, reaching);

    /// <summary>What reaches h_t through its score: de_t = α_t (d · h_t − Σ_s α_s d · h_s).</summary>
    ImmutableArray<DenseGradient> IWeightedReading.ByScores(WeightedReadingTrace done, Matrix direct)
    {
        var pulls = direct.Times(done.States).RowSums();
        var weights = MatrixRows.TakeColumns(done.Weights, 0, 1);
        var mean = done.Spread(PackedSequences.Sums(pulls, done.Read.Offsets.AsSpan()));
        var byScores = pulls - weights.Times(mean);
        return done
            .Scorers.Reverse()
            .Aggregate(
                ImmutableArray<DenseGradient>.Empty,
                (above, layer) => above.Insert(0, layer.Gradient(above.IsEmpty ? byScores : above[0].ByInputs))
            );
    }

    /// <summary>Two are equal when all that they hold is.</summary>
    public bool Equals(AttentionReading? other) =>
        other is not null && Strands.Same(other.Strands) && Layers.Same(other.Layers);

    /// <summary>A hash over it.</summary>
    public override int GetHashCode() => HashCode.Combine(Strands.Hash(), Layers.Hash());
}
