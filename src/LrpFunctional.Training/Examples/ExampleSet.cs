using System.Collections.Immutable;
using LanguageExt;
using LrpFunctional.Numerics;
using LrpFunctional.Sequences;

namespace LrpFunctional.Training.Examples;

/// <summary>Labelled sentences made into examples.</summary>
public static class ExampleSet
{
    /// <summary>
    /// Each different sequence of words once, in the order in which they come first: what is wanted is the share of each
    /// class in its labels, and it counts as much as it weighs where it weighs most.
    /// </summary>
    /// <param name="sentences">Labelled sentences, each with how much it weighs.</param>
    /// <param name="classes">How many classes there are.</param>
    /// <param name="without">Sequences of words that are left out, because they are kept to judge by.</param>
    public static ImmutableArray<Example> Unique(
        IEnumerable<(Sentence Sentence, double Weight)> sentences,
        int classes,
        IEnumerable<Sentence> without
    ) => Unique(sentences, sentence => sentence.Label.Map(label => Example.Shares([label], classes)), without);

    /// <summary>The same with labels of any kind: what is wanted is their mean.</summary>
    /// <param name="sentences">The sentences, each with how much it weighs.</param>
    /// <param name="wanted">What is wanted of a sentence (1 × C); one of which nothing is wanted is left out.</param>
    /// <param name="without">Sequences of words that are left out.</param>
    public static ImmutableArray<Example> Unique(
        IEnumerable<(Sentence Sentence, double Weight)> sentences,
        Func<Sentence, Option<Matrix>> wanted,
        IEnumerable<Sentence> without
    )
    {
        var left = without.Select(Key).ToHashSet(StringComparer.Ordinal);
        return
        [
            .. sentences
                .SelectMany(each => wanted(each.Sentence).Map(own => (each.Sentence, each.Weight, Wanted: own)).ToSeq())
                .GroupBy(each => Key(each.Sentence), StringComparer.Ordinal)
                .Where(same => !left.Contains(same.Key))
                .Select(same => new Example(
                    same.First().Sentence,
                    same.Select(each => each.Wanted).Aggregate((sum, own) => sum + own).Map(sum => sum / same.Count()),
                    same.Max(each => each.Weight)
                )),
        ];
    }

    /// <summary>How often each word stands in sentences, in the order in which they come first.</summary>
    public static ImmutableArray<(string Word, int Count)> Words(IEnumerable<Sentence> sentences) =>
        [
            .. sentences
                .SelectMany(sentence => sentence.Words)
                .GroupBy(word => word, StringComparer.Ordinal)
                .Select(word => (word.Key, word.Count())),
        ];

    // No word holds a line feed.
    internal static string Key(Sentence sentence) => string.Join('\n', sentence.Words);
}
