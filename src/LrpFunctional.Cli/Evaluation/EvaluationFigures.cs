using System.Collections.Immutable;
using LanguageExt;
using LrpFunctional.Laboratory.Faithfulness;
using LrpFunctional.Reports.Colours;
using LrpFunctional.Reports.Plots;
using LrpFunctional.Reports.Svg;

namespace LrpFunctional.Cli.Evaluation;

/// <summary>What an experiment found, as pictures.</summary>
internal static class EvaluationFigures
{
    /// <summary>The picture of an experiment: its curves, or its numbers where it has none.</summary>
    public static string Of(FoundSet set) => (Curves(set) | Scores(set) | Groups(set)).IfNone("");

    /// <summary>All pictures of an experiment.</summary>
    public static ImmutableArray<string> All(FoundSet set) =>
        [.. Curves(set), .. Scores(set), .. Map(set), .. Groups(set)];

    /// <summary>The maps of relevance gathered by a column of the data, where one was named.</summary>
    public static Option<string> Groups(FoundSet set)
    {
        ImmutableArray<RelevanceMap> maps = [.. set.On.SelectMany(found => GroupTables.Maps(found))];
        return maps.IsEmpty ? Option<string>.None : SvgMaps.Of("mean relevance by group", maps, Palette.RedBlue);
    }

    private static Option<string> Map(FoundSet set) =>
        Panels(
                set,
                found =>
                    found
                        .Findings.Map.GroupBy(point => point.Method)
                        .Select(of =>
                            (
                                of.Key,
                                of.GroupBy(point => point.Text.IfNone("")).Select(label => Curve(label.Key, label))
                            )
                        )
            )
            .Map(panels =>
                SvgClouds.Of(
                    "sentences by their vectors, weighted by relevance",
                    "first principal component across, second up",
                    panels
                )
            );

    private static Option<string> Curves(FoundSet set) =>
        Panels(
                set,
                found =>
                    found
                        .Findings.Points.GroupBy(point => point.Series)
                        .Select(series =>
                            (series.Key, series.GroupBy(point => point.Method).Select(of => Curve(of.Key, of)))
                        )
            )
            .Map(panels =>
                SvgPlot.Of(
                    new Plot(
                        $"{set.Experiment.Up} by {set.Experiment.Across}, with 95 % intervals",
                        set.Experiment.Across,
                        set.Experiment.Up,
                        panels
                    )
                )
            );

    // Models stand side by side.
    private static Option<ImmutableArray<Panel>> Panels(
        FoundSet set,
        Func<Found, IEnumerable<(string Name, IEnumerable<Curve> Curves)>> of
    ) =>
        set
            .On.SelectMany(found => of(found).Select(panel => new Panel(found.Beside(panel.Name), [.. panel.Curves])))
            .ToImmutableArray()
            is { IsEmpty: false } panels
            ? panels
            : Option<ImmutableArray<Panel>>.None;

    private static Option<string> Scores(FoundSet set) => set.Parts.HeadOrNone().Map(part => Scores(set, part));

    private static string Scores(FoundSet set, IGrouping<string, (Found On, Score Score)> part) =>
        SvgWhiskers.Of(
            $"{set.Experiment.Name}, {part.Key}",
            set.Experiment.Unit,
            [
                .. part.GroupBy(of => of.Score.Method)
                    .SelectMany(method => method)
                    .Select(of => (of.On.Beside(of.Score.Method), of.Score.Value))
                    .Select(of => (of.Item1, of.Value.Mean, of.Value.Low, of.Value.High)),
            ]
        );

    private static Curve Curve(string name, IEnumerable<Point> points) =>
        new(
            name,
            [.. points.Select(point => new Reading(point.X, point.Value.Mean, point.Value.Low, point.Value.High))]
        );
}
