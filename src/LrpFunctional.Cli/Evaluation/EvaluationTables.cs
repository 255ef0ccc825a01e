using System.Collections.Immutable;
using LanguageExt;
using LrpFunctional.Formats.Tables;
using LrpFunctional.Laboratory.Faithfulness;

namespace LrpFunctional.Cli.Evaluation;

/// <summary>What experiments found, as tables.</summary>
internal static class EvaluationTables
{
    /// <summary>For people where somebody looks, else as CSV.</summary>
    public static void Write(ImmutableArray<(Experiment Experiment, Findings Findings)> found, TextWriter writer)
    {
        if (Console.IsOutputRedirected)
        {
            WriteScores(found, writer);
            return;
        }

        foreach (var (experiment, findings) in found)
        {
            foreach (var part in Parts(findings))
                PlainTable.Write(
                    writer,
                    $"{experiment.Name}: {part.Key}; {findings.Basis}",
                    Columns,
                    part.Select(Cells)
                );
            writer.Write($"{experiment.Meaning}\n\n");
        }
    }

    /// <summary>A row for each experiment, part and explainer.</summary>
    public static void WriteScores(
        ImmutableArray<(Experiment Experiment, Findings Findings)> found,
        TextWriter writer
    ) =>
        ResultTable.Write(
            writer,
            [
                "experiment",
                "part",
                "method",
                "mean",
                "low",
                "high",
                "n",
                "lrp_minus_it",
                "difference_low",
                "difference_high",
                "significant",
            ],
            from one in found
            from score in one.Findings.Scores
            select (ImmutableArray<string>)
                [
                    one.Experiment.Name,
                    score.Part,
                    score.Method,
                    .. Numbers(score.Value),
                    ResultTable.Number(score.LrpMinusIt.Map(difference => difference.Mean)),
                    ResultTable.Number(score.LrpMinusIt.Map(difference => difference.Low)),
                    ResultTable.Number(score.LrpMinusIt.Map(difference => difference.High)),
                    score.LrpMinusIt.Match(difference => difference.IsAwayFromZero ? "yes" : "no", () => ""),
                ]
        );

    /// <summary>A row for each point of the curves.</summary>
    public static void WritePoints(Findings findings, TextWriter writer) =>
        ResultTable.Write(
            writer,
            ["method", "series", "x", "text", "mean", "low", "high", "n"],
            findings
                .Points.Concat(findings.Lists)
                .Concat(findings.Map)
                .Select(point =>
                    (ImmutableArray<string>)
                        [
                            point.Method,
                            point.Series,
                            ResultTable.Number(Option<double>.Some(point.X)),
                            point.Text.IfNone(""),
                            .. Numbers(point.Value),
                        ]
                )
        );

    /// <summary>The columns of a table for people.</summary>
    public static ImmutableArray<string> Columns { get; } =
    ["method", "mean", "95 % interval", "n", "LRP minus it", "95 % interval", "significant"];

    /// <summary>The scores, part by part.</summary>
    public static IEnumerable<IGrouping<string, Score>> Parts(Findings findings) =>
        findings.Scores.GroupBy(score => score.Part);

    /// <summary>A row of a table for people.</summary>
    public static ImmutableArray<string> Cells(Score score) =>
        [
            score.Method,
            Rounded(score.Value.Mean),
            Interval(score.Value),
            ResultTable.Number(score.Value.Count),
            score.LrpMinusIt.Match(difference => Rounded(difference.Mean), () => "–"),
            score.LrpMinusIt.Match(Interval, () => "–"),
            score.LrpMinusIt.Match(difference => difference.IsAwayFromZero ? "yes" : "no", () => "–"),
        ];

    private const string Format = "0.000";
    private const int Digits = 3;

    private static string Interval(Estimate estimate) => $"{Rounded(estimate.Low)} to {Rounded(estimate.High)}";

    // What rounds to zero has no sign.
    private static string Rounded(double number) => PlainTable.Cell(Math.Round(number, Digits) + 0.0, Format);

    private static ImmutableArray<string> Numbers(Estimate estimate) =>
        [
            ResultTable.Number(Option<double>.Some(estimate.Mean)),
            ResultTable.Number(Option<double>.Some(estimate.Low)),
            ResultTable.Number(Option<double>.Some(estimate.High)),
            ResultTable.Number(estimate.Count),
        ];
}
