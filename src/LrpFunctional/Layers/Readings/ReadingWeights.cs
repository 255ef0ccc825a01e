using System.Collections.Immutable;
using LanguageExt;
using LrpFunctional.Layers.Pointwise;
using LrpFunctional.Numerics;

namespace LrpFunctional.Layers.Readings;

/// <summary>What a reading is built from, not yet checked.</summary>
/// <param name="Reading">What is read.</param>
/// <param name="Attention">What scores each state for <see cref="Reading.Attention"/>, one unit at the end; else
/// empty.</param>
public sealed record ReadingWeights(Reading Reading, params ImmutableArray<DenseWeights> Attention) : ILayerWeights
{
    /// <inheritdoc/>
    public FlowShape Makes(ImmutableArray<FlowShape> read) => FlowShape.Vectors(read[0].Units);

    /// <inheritdoc/>
    public Validation<Fault, ILayer> Create(ImmutableArray<FlowShape> read) =>
        (DenseLayer.Chain(read[0].Units, Attention), AttentionFits).Apply<
            Fault,
            ImmutableArray<DenseLayer>,
            Unit,
            ILayer
        >(
            (scorers, _) =>
                Reading switch
                {
                    Reading.Mean => new MeanReading(read[0].Units),
                    Reading.Max => new MaxReading(read[0].Units),
                    Reading.Attention => new AttentionReading(read[0].Units, scorers),
                    _ => new StepReading(Reading, read[0].Strands),
                }
        );

    /// <summary>W and b of each layer that scores the states.</summary>
    public ImmutableArray<Option<Weight>> Learned => [.. Attention.SelectMany(scorer => scorer.Learned)];

    /// <inheritdoc/>
    public ILayerWeights WithLearned(ImmutableArray<Matrix> values) =>
        this with
        {
            Attention = [.. Attention.Select((scorer, at) => scorer.With(values.Slice(2 * at, 2)))],
        };

    private Validation<Fault, Unit> AttentionFits =>
        Validations.Require(
            Reading == Reading.Attention
                ? !Attention.IsEmpty && Attention[^1].Weights.Values.Rows == 1
                : Attention.IsEmpty,
            new Fault(
                Attention.IsEmpty ? "attention" : Attention[^1].Weights.Name,
                "dense layers that end with one unit are expected where the reading is attention, and none else",
                "give the layers that score each state"
            )
        );

    /// <summary>Two are equal when all that they hold is.</summary>
    public bool Equals(ReadingWeights? other) =>
        other is not null && Reading == other.Reading && Attention.Same(other.Attention);

    /// <summary>A hash over it.</summary>
    public override int GetHashCode() => HashCode.Combine(Reading, Attention.Hash());
}
