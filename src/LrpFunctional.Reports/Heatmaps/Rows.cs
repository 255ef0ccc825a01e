using System.Collections.Immutable;
using System.Globalization;
using LrpFunctional.Explanations;
using LrpFunctional.Sequences;

namespace LrpFunctional.Reports.Heatmaps;

/// <summary>Steps in a row that are drawn as one, with their number.</summary>
/// <param name="Run">The steps.</param>
/// <param name="Relevance">Their number.</param>
public readonly record struct Part(Run Run, double Relevance);

/// <summary>The rows that an explanation is drawn as, each of which leaves no step out.</summary>
public delegate ImmutableArray<ImmutableArray<Part>> Rows(Explanation explanation);

/// <summary>The known ways to draw an explanation in rows.</summary>
public static class RowsOf
{
    /// <summary>One row of words, or of what else pieces are merged to; of numbers one of steps.</summary>
    public static Rows Runs(Granularity granularity, Merge merge) =>
        explanation => [Merged(explanation, granularity, merge)];

    /// <summary>
    /// A row in which each phrase is drawn as one, and what lies around them as it is without them; phrases that overlap
    /// stand in rows of their own.
    /// </summary>
    /// <param name="phrases">The phrases, which each sentence has.</param>
    /// <param name="relevances">What they have by an explanation, one number each.</param>
    /// <param name="granularity">What is drawn as one word around them.</param>
    /// <param name="merge">How the numbers of its pieces become one.</param>
    public static Rows Phrases(
        ImmutableArray<Phrase> phrases,
        Func<Explanation, ImmutableArray<double>> relevances,
        Granularity granularity,
        Merge merge
    ) =>
        explanation =>
        {
            var sentence = explanation.Prediction.Sentence;
            var around = Merged(explanation, granularity, merge);
            var parts = phrases.Zip(relevances(explanation), (phrase, part) => new Part(Run(sentence, phrase), part));
            return
            [
                .. Apart(parts)
                    .Select(row =>
                        row.Concat(around.SelectMany(part => Outside(explanation, part, row)))
                            .OrderBy(part => part.Run.First)
                            .ToImmutableArray()
                    ),
            ];
        };

    private static ImmutableArray<Part> Merged(Explanation explanation, Granularity granularity, Merge merge)
    {
        var sentence = explanation.Prediction.Sentence;
        var relevances = explanation.Relevances;
        return sentence.Numbers.IsSome
            ? [.. relevances.Select((_, step) => Single(explanation, step))]
            : [.. granularity(sentence).Select(run => new Part(run, merge(relevances.AsSpan(run.First, run.Length))))];
    }

    // Each phrase goes to the first row where it has room.
    private static ImmutableArray<ImmutableArray<Part>> Apart(IEnumerable<Part> phrases) =>
        phrases.Aggregate(
            ImmutableArray<ImmutableArray<Part>>.Empty,
            (rows, phrase) =>
                rows.FirstOrDefault(row => !row.Any(other => Overlap(other.Run, phrase.Run)))
                    is { IsDefault: false } room
                    ? rows.Replace(room, room.Add(phrase))
                    : rows.Add([phrase])
        );

    // A word of several pieces, some of them in a phrase, falls apart into these.
    private static IEnumerable<Part> Outside(Explanation explanation, Part part, ImmutableArray<Part> phrases) =>
        phrases.Any(phrase => Overlap(phrase.Run, part.Run))
            ? Enumerable
                .Range(part.Run.First, part.Run.Length)
                .Where(step => !phrases.Any(phrase => Overlap(phrase.Run, new Run("", step, 1))))
                .Select(step => Single(explanation, step))
            : [part];

    private static Part Single(Explanation explanation, int step) =>
        new(new Run(Text(explanation.Prediction.Sentence, step), step, 1), explanation.Relevances[step]);

    private static Run Run(Sentence sentence, Phrase phrase) =>
        new(
            sentence.Numbers.IsSome
                ? phrase.Name
                : string.Join(' ', phrase.Positions.Select(step => Text(sentence, step))),
            phrase.First,
            phrase.Last - phrase.First + 1
        );

    private static string Text(Sentence sentence, int step) =>
        sentence.Numbers.IsNone ? sentence.Words[step]
        : sentence.StaticSize > 0 && step == sentence.Length - 1 ? "static"
        : (step + 1).ToString(CultureInfo.InvariantCulture);

    private static bool Overlap(Run one, Run other) =>
        one.First < other.First + other.Length && other.First < one.First + one.Length;
}
