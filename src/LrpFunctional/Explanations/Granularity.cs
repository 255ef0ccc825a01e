using System.Collections.Immutable;
using LrpFunctional.Sequences;

namespace LrpFunctional.Explanations;

/// <summary>Steps in a row that have one row of a table.</summary>
/// <param name="Text">What they are together.</param>
/// <param name="First">The first of them, counted from 0.</param>
/// <param name="Length">How many they are.</param>
public readonly record struct Run(string Text, int First, int Length);

/// <summary>What has a row of its own: the runs of a sentence, in order, which leave no step out.</summary>
public delegate ImmutableArray<Run> Granularity(Sentence sentence);

/// <summary>The known granularities.</summary>
public static class Granularities
{
    /// <summary>Each step.</summary>
    public static ImmutableArray<Run> Pieces(Sentence sentence) =>
        [.. sentence.Words.Select((word, at) => new Run(word, at, 1))];

    /// <summary>Each word, with all its pieces as the tokenizer says; a step of no tokenizer is a word.</summary>
    public static ImmutableArray<Run> Words(Sentence sentence)
    {
        var sources = sentence.Sources;
        if (sources.IsEmpty)
            return Pieces(sentence);
        ImmutableArray<int> firsts =
        [
            .. Enumerable.Range(0, sources.Length).Where(at => at == 0 || sources[at].Number != sources[at - 1].Number),
        ];
        return
        [
            .. firsts.Zip(
                firsts.Skip(1).Append(sources.Length),
                (first, end) => new Run(sources[first].Text, first, end - first)
            ),
        ];
    }

    /// <summary>The sentence as a whole.</summary>
    public static ImmutableArray<Run> Sentences(Sentence sentence) =>
        [new Run(string.Join(' ', Words(sentence).Select(run => run.Text)), 0, sentence.Length)];
}
