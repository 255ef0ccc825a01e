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
/// One number per word, found by running the network over changed sentences, once for all outputs: of each sentence
/// alone and in float64, so the same bits in any batch and precision.
/// </summary>
internal sealed record SentenceWords(
    string Name,
    bool HasFeatures,
    Func<RecurrentNetwork, Sentence, ImmutableArray<Output>, ImmutableArray<SentenceShare>> Of,
    bool IsKeepingFeatures = false
) : IWordMethod
{
    public Recording Needs => Recording.None;

    public IWordMethod KeepingFeatures => HasFeatures ? this with { IsKeepingFeatures = true } : throw Whole();

    public Attribution PerWord<T>(Run<T> run, ImmutableArray<Output> outputs)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => OfBatch(run.Network, run.Batch, [outputs]).Single();

    public ImmutableArray<Attribution> PerWord<T>(Run<T> run, ImmutableArray<ImmutableArray<Output>> choices)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => OfBatch(run.Network, run.Batch, choices);

    /// <summary>One number for each word and embedding dimension (rows × e).</summary>
    public Matrix PerDimension(Trace trace, ImmutableArray<Output> outputs) =>
        HasFeatures
            ? (this with { IsKeepingFeatures = true })
                .OfBatch(trace.Network, trace.Batch, [outputs])
                .Single()
                .Features.IfNone(() => throw Whole())
            : throw Whole();

    private ImmutableArray<Attribution> OfBatch(
        RecurrentNetwork network,
        PackedBatch batch,
        ImmutableArray<ImmutableArray<Output>> choices
    )
    {
        var lanes = batch
            .Sentences.Select((sentence, lane) => Of(network, sentence, [.. choices.Select(outputs => outputs[lane])]))
            .ToImmutableArray();
        return [.. choices.Select((_, choice) => Packed(batch, [.. lanes.Select(shares => shares[choice])]))];
    }

    private Attribution Packed(PackedBatch batch, ImmutableArray<SentenceShare> lanes)
    {
        var leftovers = lanes.Select(share => share.Leftover).Somes().ToImmutableArray();
        Matrix Pack(IEnumerable<Matrix> parts) => Indices.Pack(batch.Packing.Offsets.AsSpan(), parts.ToArray());
        return new Attribution(
            Pack(lanes.Select(share => share.Words)),
            leftovers.IsEmpty ? Option<Matrix>.None : Matrix.Of(leftovers.Length, 1, leftovers),
            IsKeepingFeatures ? Pack(lanes.Select(share => share.Features).Somes()) : Option<Matrix>.None
        );
    }

    private NotSupportedException Whole() =>
        new(
            $"the method {Name} speaks of whole words and steps: it has no numbers for single features or "
                + "embedding dimensions"
        );
}
