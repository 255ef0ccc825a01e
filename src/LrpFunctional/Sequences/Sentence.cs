using System.Collections.Immutable;
using LanguageExt;

namespace LrpFunctional.Sequences;

/// <summary>What goes into a network: words, the embedding row of each, and the class a person gave, where there is one.</summary>
public sealed record Sentence
{
    private Sentence(ImmutableArray<string> words, ImmutableArray<int> ids, Option<int> label)
    {
        Words = words;
        Ids = ids;
        Label = label;
    }

    /// <summary>The id that stands for a vector of zeros.</summary>
    public static int ZeroId => -1;

    /// <summary>The T words as written.</summary>
    public ImmutableArray<string> Words { get; }

    /// <summary>The T rows of the embedding, counted from 0; <see cref="ZeroId"/> is a vector of zeros.</summary>
    public ImmutableArray<int> Ids { get; }

    /// <summary>The true class, counted from 0.</summary>
    public Option<int> Label { get; }

    /// <summary>The number of words T, at least 1.</summary>
    public int Length => Ids.Length;

    /// <summary>A sentence of at least one word.</summary>
    /// <exception cref="ArgumentException">There is no word, or not exactly one id per word, or an id below −1.</exception>
    public static Sentence Of(ImmutableArray<string> words, ImmutableArray<int> ids, Option<int> label)
    {
        if (words.Length == 0) throw new ArgumentException("a sentence has at least one word", nameof(words));
        if (words.Length != ids.Length) throw new ArgumentException($"{words.Length} words have {ids.Length} ids", nameof(ids));
        if (ids.Any(id => id < ZeroId)) throw new ArgumentException("an id counts from 0, or is -1 for zeros", nameof(ids));
        return new Sentence(words, ids, label);
    }

    /// <summary>Two sentences are equal when words, ids and label are.</summary>
    public bool Equals(Sentence? other) =>
        other is not null && Words.AsSpan().SequenceEqual(other.Words.AsSpan()) && Ids.AsSpan().SequenceEqual(other.Ids.AsSpan()) && Label == other.Label;

    /// <summary>A hash over length, first word and label.</summary>
    public override int GetHashCode() => HashCode.Combine(Length, Words[0], Label);

    /// <summary>The words with blanks between them.</summary>
    public override string ToString() => string.Join(' ', Words);
}
