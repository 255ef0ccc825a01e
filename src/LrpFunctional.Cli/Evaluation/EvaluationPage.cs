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
    /// <param name="trials">What they were made on.</param>
    /// <param name="found">What they found.</param>
    /// <param name="record">How it was made.</param>
    public static string Of(ImmutableArray<Trial> trials, ImmutableArray<FoundSet> found, string record) =>
        HtmlScorecard.Of(
            new Scorecard(
                "Are explanations faithful?",
                [
                    .. Together(trials.Select(trial => trial.Subject.Facts(trial.Bench))),
                    .. trials
                        .SelectMany(trial => trial.Bench.Tasks)
                        .Select(task => ($"network of {task.Name}", task.Network.Hash)),
                    .. trials.Select(trial => ("methods", Said(trial.Bench.Methods))).Distinct(),
                    ("chance", $"the mean of {Explainer.RandomDraws} random orders"),
                    ("seed", Digits(trials[0].Bench.Seed)),
                    ("intervals", $"95 %, by {Digits(Bootstrap.Resamples)} resamples of sentences"),
                    ("program", $"lrp {Provenance.Version}"),
                ],
                [.. found.Select(Section)],
                record
            )
        );

    // What is the same of each model is said once.
    private static IEnumerable<(string Name, string Value)> Together(
        IEnumerable<ImmutableArray<(string Name, string Value)>> facts
    ) => facts.SelectMany(of => of.Index()).OrderBy(fact => fact.Index).Select(fact => fact.Item).Distinct();

    private static ScorecardSection Section(FoundSet set) =>
        new(
            set.Experiment.Name,
            set.Experiment.Meaning,
            $"On {set.Basis}.",
            EvaluationFigures.All(set),
            [
                .. set.Parts.Select(part => new ScorecardTable(
                    part.Key,
                    EvaluationTables.Columns(set.On),
                    [.. part.Select(of => EvaluationTables.Cells(of.On, of.Score))]
                )),
                .. set.On.SelectMany(found =>
                    found
                        .Findings.Lists.GroupBy(point => point.Method)
                        .Select(of => Words(found.Beside(of.Key), [.. of]))
                ),
            ]
        );

    private static ScorecardTable Words(string name, ImmutableArray<Point> points) =>
        new(
            $"{name}: words by their mean relevance",
            ["list", .. points.Select(point => point.X).Distinct().Order().Select(rank => Digits((int)rank))],
            [
                .. points
                    .GroupBy(point => point.Series)
                    .Select(list =>
                        list.OrderBy(point => point.X)
                            .Select(point => point.Text.IfNone(""))
                            .Prepend(list.Key)
                            .ToImmutableArray()
                    ),
            ]
        );

    private static string Said(ImmutableArray<Methods.Method> methods) => string.Join("; ", methods.Select(Said));

    private static string Said(Methods.Method method) =>
        method.Settings.Length > 0 ? $"{method.Name}, {method.Settings}" : method.Name;

    private static string Digits(int number) => number.ToString(CultureInfo.InvariantCulture);
}
