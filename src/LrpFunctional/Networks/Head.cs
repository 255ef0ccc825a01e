using System.Collections.Immutable;
using LanguageExt;

namespace LrpFunctional.Networks;

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
    public static Validation<Fault, Head> Create(int units, NetworkWeights weights) =>
        (
            DenseLayer.Chain(units, weights.Attention),
            DenseLayer.Chain(units, weights.Dense),
            AttentionFits(weights),
            ScoresFit(weights)
        ).Apply((attention, dense, _, _) => new Head(weights.Reading, attention, dense));

    private static Validation<Fault, Unit> AttentionFits(NetworkWeights weights) =>
        Validations.Require(
            weights.Reading == Reading.Attention
                ? !weights.Attention.IsEmpty && weights.Attention[^1].Weights.Values.Rows == 1
                : weights.Attention.IsEmpty,
            new Fault(
                weights.Attention.IsEmpty ? "attention" : weights.Attention[^1].Weights.Name,
                "dense layers that end with one unit are expected where the reading is attention, and none else",
                "give the layers that score each state"
            )
        );

    private static Validation<Fault, Unit> ScoresFit(NetworkWeights weights) =>
        Validations.Require(
            !weights.Dense.IsEmpty && weights.Dense[^1].Activation == Activation.None,
            new Fault(
                "dense layers",
                "a last layer without an activation is expected",
                "explain the scores before softmax or sigmoid"
            )
        );
}
