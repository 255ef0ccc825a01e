using System.Collections.Immutable;
using LrpFunctional.Layers.Pointwise;
using LrpFunctional.Numerics;
using LrpFunctional.Rules;
using LrpFunctional.Sequences;

namespace LrpFunctional.Layers.Readings;

/// <summary>What a reading of all steps did.</summary>
/// <param name="Layer">The reading.</param>
/// <param name="Read">Where each lane's steps lie in what it read.</param>
/// <param name="States">h of each packed row, in the order of the words (rows × D).</param>
/// <param name="Weights">w: 1/T for the mean, 1 or 0 for the maximum, α for attention (rows × D).</param>
/// <param name="Scorers">The dense layers that attention scores the states with; else empty.</param>
/// <param name="Made">Σ_t w_t ⊙ h_t of each lane (n × D).</param>
internal sealed record WeightedReadingTrace(
    IWeightedReading Layer,
    Packing Read,
    Matrix States,
    Matrix Weights,
    ImmutableArray<DenseTrace> Scorers,
    Matrix Made
) : ILayerTrace
{
    ILayer ILayerTrace.Layer => Layer;

    /// <inheritdoc/>
    public Packing Packing => Read.OneStep;

    /// <inheritdoc/>
    public ILayerRelevance Relevance(RuleSet rules, int number, Arriving arriving) =>
        Layer.Relevance(rules, this, arriving.OfRows(Layer.Strands, Packing));

    /// <summary>dh_t = w_t ⊙ d, and more where the weights come from the states.</summary>
    public ILayerGradient Gradient(Arriving arriving)
    {
        var direct = Weighted(arriving.OfRows(Layer.Strands, Packing));
        return new WeightedReadingGradient(direct, Layer.ByScores(this, direct));
    }

    /// <summary>Multipliers pass a line, as a mean is one, as derivatives do.</summary>
    public ILayerGradient Rescaled(ILayerTrace reference, Arriving arriving) => Gradient(arriving);

    /// <summary>w_t ⊙ d of each packed row.</summary>
    internal Matrix Weighted(Matrix ofLanes) => Weights.Times(Spread(ofLanes));

    /// <summary>The row of its lane for each packed row.</summary>
    internal Matrix Spread(Matrix ofLanes) =>
        MatrixRows.Gather(ofLanes, PackedSequences.OfRows(Read.Offsets.AsSpan()).AsSpan());

    /// <summary>Two are equal when all that they hold is.</summary>
    public bool Equals(WeightedReadingTrace? other) =>
        other is not null
        && Equals(Layer, other.Layer)
        && Read == other.Read
        && States == other.States
        && Weights == other.Weights
        && Scorers.Same(other.Scorers)
        && Made == other.Made;

    /// <summary>A hash over it.</summary>
    public override int GetHashCode() => HashCode.Combine(Layer, Read, States, Weights, Scorers.Hash(), Made);
}
