using System.Collections.Immutable;
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
    )
    {
        var left = without.Select(Key).ToHashSet(StringComparer.Ordinal);
        return
        [
            .. sentences
                .Where(each => each.Sentence.Label.IsSome)
                .GroupBy(each => Key(each.Sentence), StringComparer.Ordinal)
                .Where(same => !left.Contains(same.Key))
                .Select(same => new Example(
                    same.First().Sentence,
                    Example.Shares([.. same.Select(each => each.Sentence.Label.IfNone(0))], classes),
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
