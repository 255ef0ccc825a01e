using System.Collections.Immutable;
using System.Globalization;
using LanguageExt;
using LrpFunctional.Sequences;

namespace LrpFunctional.Explanations;

/// <summary>Words that follow each other, or steps.</summary>
/// <param name="First">The position of the first word, counted from 0.</param>
/// <param name="Last">The position of the last word, at least <paramref name="First"/>.</param>
public sealed record Phrase(int First, int Last)
{
    /// <summary>How it is asked for, counted from 1: "2-4".</summary>
    public string Name => string.Create(CultureInfo.InvariantCulture, $"{First + 1}-{Last + 1}");

    /// <summary>The positions of its words.</summary>
    public ImmutableArray<int> Positions => [.. Enumerable.Range(First, Last - First + 1)];

    /// <summary>The sentence, if it has all words of the phrase.</summary>
    /// <param name="source">The place of the sentence, for messages.</param>
    /// <param name="sentence">The sentence.</param>
    public Validation<Fault, Sentence> Check(string source, Sentence sentence) =>
        First >= 0 && Last >= First && Last < sentence.Length
            ? sentence
            : new Fault(
                source,
                $"it has {sentence.Length} words, where a phrase from word {First + 1} to {Last + 1} is asked for",
                "name a phrase that each sentence has"
            );
}
