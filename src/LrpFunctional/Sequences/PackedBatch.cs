using System.Collections.Immutable;
using LrpFunctional.Numerics.Kernels;

namespace LrpFunctional.Sequences;

/// <summary>Sentences laid out to run together; one sentence is a batch of one.</summary>
public sealed record PackedBatch
{
    private PackedBatch(ImmutableArray<Sentence> sentences, ImmutableArray<int> origins, Packing packing, ImmutableArray<int> ids)
    {
        Sentences = sentences;
        Origins = origins;
        Packing = packing;
        Ids = ids;
    }

    /// <summary>The sentence in each lane, longest first, in their given order where equally long.</summary>
    public ImmutableArray<Sentence> Sentences { get; }

    /// <summary>Where each lane's sentence stood in what was packed.</summary>
    public ImmutableArray<int> Origins { get; }

    /// <summary>Where each lane's steps lie.</summary>
    public Packing Packing { get; }

    /// <summary>The id in each packed row, in the order of the words.</summary>
    public ImmutableArray<int> Ids { get; }

    /// <summary>The batch of these sentences.</summary>
    /// <exception cref="ArgumentException">There is no sentence.</exception>
    public static PackedBatch Of(ImmutableArray<Sentence> sentences)
    {
        var lanes = sentences.Select((sentence, origin) => (Sentence: sentence, Origin: origin)).OrderByDescending(lane => lane.Sentence.Length).ToImmutableArray();
        var packing = Packing.Of([.. lanes.Select(lane => lane.Sentence.Length)]);
        var ids = Indices.Pack(packing.Offsets.AsSpan(), lanes.Select(lane => lane.Sentence.Ids).ToArray());
        return new PackedBatch([.. lanes.Select(lane => lane.Sentence)], [.. lanes.Select(lane => lane.Origin)], packing, ids);
    }

    /// <summary>What was computed lane by lane, in the order in which the sentences were given.</summary>
    public ImmutableArray<T> InGivenOrder<T>(ImmutableArray<T> lanes) =>
        Indices.Scattered(lanes.Length, [Origins], [lanes]);
}
