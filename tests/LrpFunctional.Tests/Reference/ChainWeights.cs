using System.Collections.Immutable;
using LanguageExt;
using LrpFunctional.Layers;
using LrpFunctional.Layers.Pointwise;
using LrpFunctional.Layers.Readings;
using LrpFunctional.Networks;
using LrpFunctional.Sequences;

namespace LrpFunctional.Tests.Reference;

/// <summary>The weights of the usual composition: layers that make sequences, a reading, dense layers.</summary>
internal sealed record ChainWeights(
    Weight Embedding,
    ImmutableArray<ILayerWeights> Layers,
    Reading Reading,
    ImmutableArray<DenseWeights> Attention,
    ImmutableArray<DenseWeights> Dense
)
{
    public Option<Mask> Mask { get; init; }

    public static implicit operator NetworkWeights(ChainWeights weights) =>
        NetworkWeights.Chain(
            weights.Embedding,
            [.. weights.Layers, new ReadingWeights(weights.Reading, weights.Attention), .. weights.Dense]
        ) with
        {
            Mask = weights.Mask,
        };
}
