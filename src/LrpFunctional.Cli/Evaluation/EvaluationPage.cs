using System.Collections.Immutable;
using System.Globalization;
using LrpFunctional.Explanations;
using LrpFunctional.Laboratory.Faithfulness;
using LrpFunctional.Reports.Html;
using LrpFunctional.Reports.Scorecards;

namespace LrpFunctional.Cli.Evaluation;

/// <summary>What experiments found, as one page.</summary>
internal static class EvaluationPage
{
    /// <summary>The page.</summary>
    /// <param name="bench">What they were made on.</param>
    /// <param name="found">What they found.</param>
    /// <param name="record">How it was made.</param>
    public static string Of(
        Bench bench,
        ImmutableArray<(Experiment Experiment, Findings Findings)> found,
        string record
    ) =>
        HtmlScorecard.Of(
            new Scorecard(
                "Are explanations faithful?",
                [
                    .. found.All(one => one.Experiment.IsOnItsOwn)
                        ? []
                        : new[]
                        {
                            ("network", bench.Network.Hash),
                            ("sentences", Digits(bench.Sentences.Length)),
                            ("words deleted", bench.Erasing.Name),
                        },
                    .. bench.Tasks.Select(task => ($"network of {task.Name}", task.Network.Hash)),
                    ("methods", string.Join("; ", bench.Methods.Select(Said))),
                    ("chance", $"the mean of {Explainer.RandomDraws} random orders"),
                    ("seed", Digits(bench.Seed)),
                    ("intervals", $"95 %, by {Digits(Bootstrap.Resamples)} resamples of sentences"),
                    ("program", $"lrp {Provenance.Version}"),
                ],
                [.. found.Select(one => Section(one.Experiment, one.Findings))],
                record
            )
        );

    private static ScorecardSection Section(Experiment experiment, Findings findings) =>
        new(
            experiment.Name,
            experiment.Meaning,
            $"On {findings.Basis}.",
            EvaluationFigures.All(experiment, findings),
            [
                .. EvaluationTables
                    .Parts(findings)
                    .Select(part => new ScorecardTable(
                        part.Key,
                        EvaluationTables.Columns,
                        [.. part.Select(EvaluationTables.Cells)]
                    )),
                .. findings.Lists.GroupBy(point => point.Method).Select(Words),
            ]
        );

    private static ScorecardTable Words(IGrouping<string, Point> of) =>
        new(
            $"{of.Key}: words by their mean relevance",
            ["list", .. of.Select(point => point.X).Distinct().Order().Select(rank => Digits((int)rank))],
            [
                .. of.GroupBy(point => point.Series)
                    .Select(list =>
                        list.OrderBy(point => point.X)
                            .Select(point => point.Text.IfNone(""))
                            .Prepend(list.Key)
                            .ToImmutableArray()
                    ),
            ]
        );

    private static string Said(Methods.Method method) =>
        method.Settings.Length > 0 ? $"{method.Name}, {method.Settings}" : method.Name;

    private static string Digits(int number) => number.ToString(CultureInfo.InvariantCulture);
}
