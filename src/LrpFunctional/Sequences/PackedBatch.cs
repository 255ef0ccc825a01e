using System.Collections.Immutable;
using LanguageExt;
using LrpFunctional.Numerics;

namespace LrpFunctional.Sequences;

/// <summary>Sentences laid out to run together; one sentence is a batch of one.</summary>
public sealed record PackedBatch
{
    private PackedBatch(
        ImmutableArray<Sentence> sentences,
        ImmutableArray<int> origins,
        Packing packing,
        ImmutableArray<int> ids,
        Option<Matrix> numbers
    )
    {
        Sentences = sentences;
        Origins = origins;
        Packing = packing;
        Ids = ids;
        Numbers = numbers;
    }

    /// <summary>The sentence in each lane, longest first, in their given order where equally long.</summary>
    public ImmutableArray<Sentence> Sentences { get; }

    /// <summary>Where each lane's sentence stood in what was packed.</summary>
    public ImmutableArray<int> Origins { get; }

    /// <summary>Where each lane's steps lie.</summary>
    public Packing Packing { get; }

    /// <summary>
    /// The id in each packed row, in the order of the words; for sequences of numbers the row itself.
    /// </summary>
    public ImmutableArray<int> Ids { get; }

    /// <summary>
    /// The numbers in each packed row, in the order of the steps, where the sequences are of numbers (rows × e).
    /// </summary>
    public Option<Matrix> Numbers { get; }

    /// <summary>The batch of these sentences.</summary>
    /// <exception cref="ArgumentException">There is no sentence, or words and numbers, or different numbers of
    /// features, are mixed.</exception>
    public static PackedBatch Of(ImmutableArray<Sentence> sentences)
    {
        var lanes = sentences
            .Select((sentence, origin) => (Sentence: sentence, Origin: origin))
            .OrderByDescending(lane => lane.Sentence.Length)
            .ToImmutableArray();
        var packing = Packing.Of([.. lanes.Select(lane => lane.Sentence.Length)]);
        var numbers = lanes.Select(lane => lane.Sentence.Numbers).Somes().ToArray();
        if (
            numbers.Length != 0
            && (numbers.Length != lanes.Length || numbers.Any(lane => lane.Columns != numbers[0].Columns))
        )
            throw new ArgumentException(
                "sequences of words and of numbers, or of different numbers of features, do not run together",
                nameof(sentences)
            );
        var offsets = packing.Offsets.AsSpan();
        return new PackedBatch(
            [.. lanes.Select(lane => lane.Sentence)],
            [.. lanes.Select(lane => lane.Origin)],
            packing,
            numbers.Length == 0
                ? Indices.Pack(offsets, lanes.Select(lane => lane.Sentence.Ids).ToArray())
                : Indices.Same(packing.Rows),
            numbers.Length == 0 ? Option<Matrix>.None : Indices.Pack(offsets, numbers)
        );
    }

    /// <summary>
    /// The batch of what is read of each sentence, which stands for it: its results come in the order of what this
    /// batch was packed from.
    /// </summary>
    internal PackedBatch Reading(Func<Sentence, Sentence> read)
    {
        var batch = Of([.. Sentences.Select(read)]);
        return new PackedBatch(
            batch.Sentences,
            [.. batch.Origins.Select(lane => Origins[lane])],
            batch.Packing,
            batch.Ids,
            batch.Numbers
        );
    }

    /// <summary>What was computed lane by lane, in the order in which the sentences were given.</summary>
    public ImmutableArray<T> InGivenOrder<T>(ImmutableArray<T> lanes) =>
        Indices.Scattered(lanes.Length, [Origins], [lanes]);

    /// <summary>Two are equal when all that they hold is.</summary>
    public bool Equals(PackedBatch? other) =>
        other is not null && Sentences.Same(other.Sentences) && Origins.Same(other.Origins);

    /// <summary>A hash over it.</summary>
    public override int GetHashCode() => HashCode.Combine(Sentences.Hash(), Origins.Hash());
}
