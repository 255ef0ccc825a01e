using System.Collections.Immutable;
using LanguageExt;
using LrpFunctional.Layers.Pointwise;

namespace LrpFunctional.Layers.Readings;

/// <summary>From the top layer's states to the scores: a reading over time, then dense layers.</summary>
public sealed record Head
{
    private Head(Reading reading, ImmutableArray<DenseLayer> attention, ImmutableArray<DenseLayer> dense)
    {
        Reading = reading;
        Attention = attention;
        Dense = dense;
    }

    /// <summary>What of the states is read.</summary>
    public Reading Reading { get; }

    /// <summary>What scores each state for attention; else empty.</summary>
    public ImmutableArray<DenseLayer> Attention { get; }

    /// <summary>The dense layers; the sums of the last are the scores.</summary>
    public ImmutableArray<DenseLayer> Dense { get; }

    /// <summary>The head over a layer of this many units; every fault in its parts is reported.</summary>
    public static Validation<Fault, Head> Create(
        int units,
        Reading reading,
        ImmutableArray<DenseWeights> attention,
        ImmutableArray<DenseWeights> dense
    ) =>
        (
            DenseLayer.Chain(units, attention),
            DenseLayer.Chain(units, dense),
            AttentionFits(reading, attention),
            ScoresFit(dense)
        ).Apply((scorers, layers, _, _) => new Head(reading, scorers, layers));

    private static Validation<Fault, Unit> AttentionFits(Reading reading, ImmutableArray<DenseWeights> attention) =>
        Validations.Require(
            reading == Reading.Attention
                ? !attention.IsEmpty && attention[^1].Weights.Values.Rows == 1
                : attention.IsEmpty,
            new Fault(
                attention.IsEmpty ? "attention" : attention[^1].Weights.Name,
                "dense layers that end with one unit are expected where the reading is attention, and none else",
                "give the layers that score each state"
            )
        );

    private static Validation<Fault, Unit> ScoresFit(ImmutableArray<DenseWeights> dense) =>
        Validations.Require(
            !dense.IsEmpty && dense[^1].Activation == Activation.None,
            new Fault(
                "dense layers",
                "a last layer without an activation is expected",
                "explain the scores before softmax or sigmoid"
            )
        );
}
