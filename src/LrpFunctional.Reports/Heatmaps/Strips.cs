using System.Collections.Immutable;
using System.Globalization;
using LanguageExt;
using LrpFunctional.Explanations;
using LrpFunctional.Sequences;

namespace LrpFunctional.Reports.Heatmaps;

/// <summary>Explanations as strips of cells.</summary>
internal static class Strips
{
    public static Strip Of(Explanation explanation, Naming naming, ImmutableArray<Part> row)
    {
        var sentence = explanation.Prediction.Sentence;
        return new Strip(
            explanation.Method,
            explanation.Provenance.Settings,
            explanation.Provenance.IsSigned,
            naming.Target(explanation.Target),
            explanation.Value,
            explanation.Leftover,
            sentence.Written.Match(
                written => Written(written, row),
                () => [.. row.Select((part, at) => new Cell(at == 0 ? "" : " ", part.Run.Text, part.Relevance))]
            ),
            sentence.Written.Match(written => written.Text[End(written)..], () => ""),
            from features in explanation.Features
            from numbers in sentence.Numbers
            select new StepGrid(features, numbers, Features(sentence, features.Columns))
        );
    }

    // What comes from nothing, a filling or a sign of a tokenizer, is drawn by its name where it stands.
    private static ImmutableArray<Cell> Written(WrittenText written, ImmutableArray<Part> row)
    {
        var cells = ImmutableArray.CreateBuilder<Cell>(row.Length);
        var end = 0;
        foreach (var (run, relevance) in row)
        {
            var spans = written.Spans.AsSpan().Slice(run.First, run.Length).ToArray();
            var first = Math.Max(end, spans.Min(span => span.First));
            var last = Math.Max(first, spans.Max(span => span.End));
            cells.Add(
                first == last
                    ? new Cell(cells.Count == 0 ? "" : " ", run.Text, relevance)
                    : new Cell(written.Text[end..first], OnOneLine(run, written.Text[first..last]), relevance)
            );
            end = first == last ? end : last;
        }

        return cells.DrainToImmutable();
    }

    private static int End(WrittenText written) => written.Spans.Max(span => span.End);

    // A phrase may run over the end of a line.
    private static string OnOneLine(Run run, string text) =>
        run.Length == 1 ? text : text.ReplaceLineEndings(" ").Replace('\t', ' ');

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
