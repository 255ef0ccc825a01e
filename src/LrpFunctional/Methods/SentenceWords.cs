using System.Collections.Immutable;
using System.Numerics;
using LanguageExt;
using LrpFunctional.Explanations;
using LrpFunctional.Layers;
using LrpFunctional.Networks;
using LrpFunctional.Numerics;
using LrpFunctional.Passes;
using LrpFunctional.Sequences;

namespace LrpFunctional.Methods;

/// <summary>
/// Numbers found by running the network over changed sentences, once for all outputs: of each sentence alone and in
/// float64, so the same bits in any batch and precision.
/// </summary>
internal sealed record SentenceWords(
    bool HasFeatures,
    Func<RecurrentNetwork, Sentence, ImmutableArray<Output>, ImmutableArray<SentenceShare>> Find
) : IWordMethod
{
    public Recording Needs => Recording.None;

    public ImmutableArray<Attribution> Of<T>(Run<T> run, ImmutableArray<ImmutableArray<Output>> choices, Detail detail)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var lanes = run
            .Batch.Sentences.Select(
                (sentence, lane) => Find(run.Network, sentence, [.. choices.Select(outputs => outputs[lane])])
            )
            .ToImmutableArray();
        return
        [
            .. choices.Select((_, choice) => Packed(run.Batch, [.. lanes.Select(shares => shares[choice])], detail)),
        ];
    }

    private static Attribution Packed(PackedBatch batch, ImmutableArray<SentenceShare> lanes, Detail detail)
    {
        var leftovers = lanes.Select(share => share.Leftover).Somes().ToImmutableArray();
        var sampled = lanes.Select(share => share.Sampled).Somes().ToImmutableArray();
        Matrix Pack(IEnumerable<Matrix> parts) => Indices.Pack(batch.Packing.Offsets.AsSpan(), parts.ToArray());
        return new Attribution(
            Pack(lanes.Select(share => share.Words)),
            leftovers.IsEmpty ? Option<Matrix>.None : Matrix.Of(leftovers.Length, 1, leftovers)
        )
        {
            Sampled = sampled.IsEmpty ? Option<ImmutableArray<Sampled>>.None : sampled,
        }.With(detail, () => Pack(lanes.Select(share => share.Features).Somes()));
    }
}
