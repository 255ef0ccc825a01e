using System.Collections.Immutable;
using LanguageExt;
using LrpFunctional.Numerics;
using LrpFunctional.Sequences;

namespace LrpFunctional.Networks;

/// <summary>The words a network knows, each at the number of its embedding row.</summary>
public sealed record Vocabulary
{
    private readonly Dictionary<string, int> _ids;

    private Vocabulary(ImmutableArray<string> words, Dictionary<string, int> ids, Option<int> unknownId)
    {
        Words = words;
        _ids = ids;
        UnknownId = unknownId;
    }

    /// <summary>The words; a word's place is its id.</summary>
    public ImmutableArray<string> Words { get; }

    /// <summary>The id of the word that stands for all unknown words, where the network was trained with one.</summary>
    public Option<int> UnknownId { get; }

    /// <summary>
    /// What is done about an unknown word unless told otherwise: the unknown word's row where there is one, else it is
    /// refused.
    /// </summary>
    public UnknownWord UnknownWord => UnknownId.Match(UnknownWordPolicy.As, () => UnknownWordPolicy.Refuse);

    /// <summary>
    /// A vocabulary; a word that stands twice and an unknown-word token that is not among the words are faults.
    /// </summary>
    /// <param name="source">The file or other place the words come from, for messages.</param>
    /// <param name="words">The words in the order of the embedding's rows.</param>
    /// <param name="unknownWord">The token for unknown words, where there is one.</param>
    public static Validation<Fault, Vocabulary> Create(
        string source,
        ImmutableArray<string> words,
        Option<string> unknownWord
    )
    {
        var (ids, repetitions) = Indices.Places(words);
        var repeated =
            from rows in repetitions
            orderby rows.First
            select new Fault(
                source,
                $"the word \"{words[rows.First]}\" stands at {rows.First + 1} and again at {rows.Again + 1}",
                "give each row of the embedding a word of its own"
            );
        var missing =
            from word in unknownWord.ToSeq()
            where !ids.ContainsKey(word)
            select new Fault(
                source,
                $"the unknown word \"{word}\" is not in the vocabulary",
                "add its row, or name no unknown word"
            );
        var faults = repeated.Concat(missing).Take(Validations.MostFaults).ToSeq();
        return faults.IsEmpty
            ? new Vocabulary(words, ids, unknownWord.Map(word => ids[word]))
            : Validation<Fault, Vocabulary>.Fail(faults);
    }

    /// <summary>The id of a word, where the network knows it.</summary>
    public Option<int> Find(string word) => _ids.TryGetValue(word, out var id) ? id : Option<int>.None;

    /// <summary>The sentence of these words, unlabelled, with the network's own way with unknown words.</summary>
    public Validation<Fault, Sentence> Encode(params ImmutableArray<string> words) =>
        Encode("sentence", words, Option<int>.None, UnknownWord);

    /// <summary>
    /// The sentence of these words; each word that is unknown and refused is a fault, up to a thousand of them, and so
    /// is a sentence without words.
    /// </summary>
    /// <param name="source">The place of the sentence, for messages.</param>
    /// <param name="words">The words as the vocabulary spells them.</param>
    /// <param name="label">The true class, counted from 0.</param>
    /// <param name="unknownWord">What is done about a word that the vocabulary lacks.</param>
    public Validation<Fault, Sentence> Encode(
        string source,
        ImmutableArray<string> words,
        Option<int> label,
        UnknownWord unknownWord
    ) =>
        words.IsEmpty ? new Fault(source, "there is no word", "give at least one")
        : words.All(_ids.ContainsKey) ? Sentence.Of(words, [.. words.Select(word => _ids[word])], label)
        : Refused(source, words, unknownWord) is { IsEmpty: false } faults ? Validation<Fault, Sentence>.Fail(faults)
        : Validations
            .All(words.Select(word => _ids.TryGetValue(word, out var id) ? id : unknownWord(source, word)))
            .Map(ids => Sentence.Of(words, ids, label));

    // A million unknown words make no million messages.
    private Seq<Fault> Refused(string source, ImmutableArray<string> words, UnknownWord unknownWord) =>
        words
            .Where(word => !_ids.ContainsKey(word))
            .SelectMany(word => unknownWord(source, word).FailToSeq())
            .Take(Validations.MostFaults)
            .ToSeq();

    /// <summary>Two are equal when all that they hold is.</summary>
    public bool Equals(Vocabulary? other) =>
        other is not null && Words.Same(other.Words) && UnknownId == other.UnknownId;

    /// <summary>A hash over it.</summary>
    public override int GetHashCode() => HashCode.Combine(Words.Hash(), UnknownId);
}
