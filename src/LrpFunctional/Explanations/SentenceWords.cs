using System.Collections.Immutable;
using System.Numerics;
using LanguageExt;
using LrpFunctional.Forward;
using LrpFunctional.Networks;
using LrpFunctional.Numerics;
using LrpFunctional.Numerics.Kernels;
using LrpFunctional.Sequences;

namespace LrpFunctional.Explanations;

/// <summary>One number per word, found by running the network over changed sentences: of each sentence alone and in float64, so the same bits in any batch and precision.</summary>
internal sealed record SentenceWords(string Name, bool HasFeatures, Func<RecurrentNetwork, Sentence, int, SentenceShare> Of, bool IsKeepingFeatures = false) : IWordMethod
{
    public Recording Needs => Recording.None;

    public IWordMethod KeepingFeatures => HasFeatures ? this with { IsKeepingFeatures = true } : throw Whole();

    public Attribution PerWord<T>(Run<T> run, ImmutableArray<int> classes)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => OfBatch(run.Network, run.Batch, classes);

    /// <summary>One number for each word and embedding dimension (rows × e).</summary>
    public Matrix PerDimension(Trace trace, ImmutableArray<int> classes) => HasFeatures
        ? (this with { IsKeepingFeatures = true }).OfBatch(trace.Network, trace.Batch, classes).Features.IfNone(() => throw Whole())
        : throw Whole();

    private Attribution OfBatch(RecurrentNetwork network, PackedBatch batch, ImmutableArray<int> classes)
    {
        var shares = batch.Sentences.Select((sentence, lane) => Of(network, sentence, classes[lane])).ToArray();
        var leftovers = shares.Select(share => share.Leftover).Somes().ToImmutableArray();
        Matrix Pack(IEnumerable<Matrix> lanes) => Indices.Pack(batch.Packing.Offsets.AsSpan(), lanes.ToArray());
        return new Attribution(
            Pack(shares.Select(share => share.Words)),
            leftovers.IsEmpty ? Option<Matrix>.None : Matrix.Of(leftovers.Length, 1, leftovers),
            IsKeepingFeatures ? Pack(shares.Select(share => share.Features).Somes()) : Option<Matrix>.None);
    }

    private NotSupportedException Whole() => new($"the method {Name} speaks of whole words and steps: it has no numbers for single features or embedding dimensions");
}
