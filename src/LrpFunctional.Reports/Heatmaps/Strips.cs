using System.Collections.Immutable;
using System.Globalization;
using LanguageExt;
using LrpFunctional.Explanations;
using LrpFunctional.Sequences;

namespace LrpFunctional.Reports.Heatmaps;

/// <summary>Explanations as strips of cells.</summary>
internal static class Strips
{
    public static Strip Of(Explanation explanation, Naming naming, Granularity granularity, Merge merge)
    {
        var sentence = explanation.Prediction.Sentence;
        ImmutableArray<Cell> cells = sentence.Numbers.IsSome
            ? [.. explanation.Relevances.Select((relevance, step) => new Cell(" ", Step(sentence, step), relevance))]
            : Words(explanation, granularity, merge);
        return new Strip(
            explanation.Method,
            explanation.Provenance.Settings,
            explanation.Provenance.IsSigned,
            naming.Target(explanation.Target),
            explanation.Value,
            explanation.Leftover,
            cells,
            sentence.Written.Match(written => written.Text[End(written)..], () => ""),
            from features in explanation.Features
            from numbers in sentence.Numbers
            select new StepGrid(features, numbers, Features(sentence, features.Columns))
        );
    }

    private static ImmutableArray<Cell> Words(Explanation explanation, Granularity granularity, Merge merge)
    {
        var sentence = explanation.Prediction.Sentence;
        double Merged(Run run) => merge(explanation.Relevances.AsSpan(run.First, run.Length));
        return sentence.Written.Match(
            written => Written(written, granularity(sentence), Merged),
            () => [.. granularity(sentence).Select((run, at) => new Cell(at == 0 ? "" : " ", run.Text, Merged(run)))]
        );
    }

    // What comes from nothing, a filling or a sign of a tokenizer, is drawn by its name where it stands.
    private static ImmutableArray<Cell> Written(
        WrittenText written,
        ImmutableArray<Run> runs,
        Func<Run, double> relevance
    )
    {
        var cells = ImmutableArray.CreateBuilder<Cell>(runs.Length);
        var end = 0;
        foreach (var run in runs)
        {
            var spans = written.Spans.AsSpan().Slice(run.First, run.Length).ToArray();
            var first = Math.Max(end, spans.Min(span => span.First));
            var last = Math.Max(first, spans.Max(span => span.End));
            cells.Add(
                first == last
                    ? new Cell(cells.Count == 0 ? "" : " ", run.Text, relevance(run))
                    : new Cell(written.Text[end..first], written.Text[first..last], relevance(run))
            );
            end = first == last ? end : last;
        }

        return cells.DrainToImmutable();
    }

    private static int End(WrittenText written) => written.Spans.Max(span => span.End);

    private static string Step(Sentence sentence, int step) =>
        sentence.StaticSize > 0 && step == sentence.Length - 1 ? "static" : Digits(step + 1);

    private static ImmutableArray<string> Features(Sentence sentence, int columns) =>
        [
            .. Enumerable
                .Range(0, columns)
                .Select(column =>
                    column < columns - sentence.StaticSize
                        ? Digits(column)
                        : $"static:{sentence.StaticName(column - columns + sentence.StaticSize)}"
                ),
        ];

    private static string Digits(int number) => number.ToString(CultureInfo.InvariantCulture);
}
