using System.Collections.Immutable;
using LrpFunctional.Laboratory.Faithfulness;
using LrpFunctional.Reports.Plots;
using LrpFunctional.Reports.Svg;

namespace LrpFunctional.Cli.Evaluation;

/// <summary>What an experiment found, as pictures.</summary>
internal static class EvaluationFigures
{
    /// <summary>The picture of an experiment: its curves, or its numbers where it has none.</summary>
    public static string Of(Experiment experiment, Findings findings) =>
        findings.Points.IsEmpty ? Scores(experiment, findings) : Curves(experiment, findings);

    /// <summary>All pictures of an experiment.</summary>
    public static ImmutableArray<string> All(Experiment experiment, Findings findings) =>
        [
            .. findings.Points.IsEmpty ? [] : new[] { Curves(experiment, findings) },
            Scores(experiment, findings),
            .. findings.Map.IsEmpty ? [] : new[] { Map(findings) },
        ];

    private static string Map(Findings findings) =>
        SvgClouds.Of(
            "sentences by their vectors, weighted by relevance",
            "first principal component across, second up",
            [
                .. findings
                    .Map.GroupBy(point => point.Method)
                    .Select(of => new Panel(
                        of.Key,
                        [
                            .. of.GroupBy(point => point.Text.IfNone(""))
                                .Select(label => new Curve(label.Key, [.. label.Select(Reading)])),
                        ]
                    )),
            ]
        );

    private static string Curves(Experiment experiment, Findings findings) =>
        SvgPlot.Of(
            new Plot(
                $"{experiment.Up} by {experiment.Across}, with 95 % intervals",
                experiment.Across,
                experiment.Up,
                [
                    .. findings
                        .Points.GroupBy(point => point.Series)
                        .Select(series => new Panel(
                            series.Key,
                            [
                                .. series
                                    .GroupBy(point => point.Method)
                                    .Select(of => new Curve(of.Key, [.. of.Select(Reading)])),
                            ]
                        )),
                ]
            )
        );

    private static string Scores(Experiment experiment, Findings findings)
    {
        var part = EvaluationTables.Parts(findings).First();
        return SvgWhiskers.Of(
            $"{experiment.Name}, {part.Key}",
            experiment.Unit,
            [.. part.Select(score => (score.Method, score.Value.Mean, score.Value.Low, score.Value.High))]
        );
    }

    private static Reading Reading(Point point) => new(point.X, point.Value.Mean, point.Value.Low, point.Value.High);
}
