using System.Collections.Immutable;
using LrpFunctional.Layers.Pointwise;
using LrpFunctional.Numerics;
using LrpFunctional.Rules;
using LrpFunctional.Sequences;

namespace LrpFunctional.Layers.Readings;

/// <summary>A reading of all steps: Σ_t w_t ⊙ h_t, whose weights are its own or come from the states.</summary>
internal interface IWeightedReading : IReading, IPlainLayer
{
    IEnumerable<string> ILayer.WithoutDecomposition => [Name];

    IEnumerable<string> ILayer.WithoutRescale => [Name];

    /// <summary>The dense layers that score the states; none for most.</summary>
    internal ImmutableArray<DenseTrace> Scorers(Packing packing, Matrix states) => [];

    /// <summary>w of each state (rows × D).</summary>
    internal Matrix Weights(Packing packing, Matrix states, ImmutableArray<DenseTrace> scorers);

    /// <summary>R of each state, given that of the sum (n × D), and what stayed where.</summary>
    internal WeightedReadingRelevance Relevance(RuleSet rules, WeightedReadingTrace done, Matrix reaching) =>
        WeightedReadingRelevance.ByEpsilon(rules.Time, done, reaching);

    /// <summary>
    /// What flows back through the layers that score the states, where the weights come from them: it is added to
    /// dh_t = w_t ⊙ d.
    /// </summary>
    internal ImmutableArray<DenseGradient> ByScores(WeightedReadingTrace done, Matrix direct) => [];

    ILayerTrace IPlainLayer.Forward(Packing packing, ImmutableArray<Matrix> read)
    {
        var scorers = Scorers(packing, read[0]);
        var weights = Weights(packing, read[0], scorers);
        return new WeightedReadingTrace(
            this,
            packing,
            read[0],
            weights,
            scorers,
            PackedSequences.Sums(read[0].Times(weights), packing.Offsets.AsSpan())
        );
    }
}
