using System.Collections.Immutable;
using LanguageExt;
using LrpFunctional.Formats.Tables;
using LrpFunctional.Laboratory.Faithfulness;

namespace LrpFunctional.Cli.Evaluation;

/// <summary>What experiments found, as tables.</summary>
internal static class EvaluationTables
{
    private static readonly ImmutableArray<string> OfModel = ["model"];

    /// <summary>For people where somebody looks, else as CSV.</summary>
    public static void Write(ImmutableArray<FoundSet> found, TextWriter writer)
    {
        if (Console.IsOutputRedirected)
        {
            WriteScores(found, writer);
            return;
        }

        foreach (var set in found)
        {
            foreach (var part in set.Parts)
                PlainTable.Write(
                    writer,
                    $"{set.Experiment.Name}: {part.Key}; {set.Basis}",
                    Columns(set.On),
                    part.Select(of => Cells(of.On, of.Score))
                );
            writer.Write($"{set.Experiment.Meaning}\n\n");
        }
    }

    /// <summary>A row for each experiment, part and explainer, and where there are several, model.</summary>
    public static void WriteScores(ImmutableArray<FoundSet> found, TextWriter writer)
    {
        ImmutableArray<Found> all = [.. found.SelectMany(set => set.On)];
        var model = ModelColumn(all);
        ResultTable.Write(
            writer,
            [
                .. model,
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
            from one in all
            from score in one.Findings.Scores
            select (ImmutableArray<string>)
                [
                    .. model.Select(_ => one.Model.IfNone("")),
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
    }

    /// <summary>A row for each point of the curves.</summary>
    public static void WritePoints(FoundSet set, TextWriter writer)
    {
        var model = ModelColumn(set.On);
        ResultTable.Write(
            writer,
            [.. model, "method", "series", "x", "text", "mean", "low", "high", "n"],
            from one in set.On
            from point in one.Findings.Points.Concat(one.Findings.Lists).Concat(one.Findings.Map)
            select (ImmutableArray<string>)
                [
                    .. model.Select(_ => one.Model.IfNone("")),
                    point.Method,
                    point.Series,
                    ResultTable.Number(Option<double>.Some(point.X)),
                    point.Text.IfNone(""),
                    .. Numbers(point.Value),
                ]
        );
    }

    /// <summary>The columns of a table for people.</summary>
    public static ImmutableArray<string> Columns(ImmutableArray<Found> found) =>
        ["method", .. ModelColumn(found), "mean", "95 % interval", "n", "LRP minus it", "95 % interval", "significant"];

    /// <summary>A row of a table for people.</summary>
    public static ImmutableArray<string> Cells(Found on, Score score) =>
        [
            score.Method,
            .. on.Model,
            Rounded(score.Value.Mean),
            Interval(score.Value),
            ResultTable.Number(score.Value.Count),
            score.LrpMinusIt.Match(difference => Rounded(difference.Mean), () => "–"),
            score.LrpMinusIt.Match(Interval, () => "–"),
            score.LrpMinusIt.Match(difference => difference.IsAwayFromZero ? "yes" : "no", () => "–"),
        ];

    /// <summary>The column of models, where there are several.</summary>
    public static ImmutableArray<string> ModelColumn(ImmutableArray<Found> found) =>
        found.Any(one => one.Model.IsSome) ? OfModel : [];

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
