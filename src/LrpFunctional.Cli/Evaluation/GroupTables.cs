using System.Collections.Immutable;
using LanguageExt;
using LrpFunctional.Formats.Tables;
using LrpFunctional.Laboratory.Faithfulness;
using LrpFunctional.Numerics;
using LrpFunctional.Reports.Plots;

namespace LrpFunctional.Cli.Evaluation;

/// <summary>Relevance gathered by a column of the data, as a table and as maps.</summary>
internal static class GroupTables
{
    private const string AllFeatures = "R";

    /// <summary>A row for each method, group, position and feature; those that are empty are all, added up.</summary>
    public static void Write(FoundSet set, TextWriter writer)
    {
        var model = EvaluationTables.ModelColumn(set.On);
        ResultTable.Write(
            writer,
            [.. model, "method", "group", "position", "feature", "mean", "spread", "n"],
            from one in set.On
            from cell in one.Findings.Groups
            select (ImmutableArray<string>)
                [
                    .. model.Select(_ => one.Model.IfNone("")),
                    cell.Method,
                    cell.Group,
                    cell.Position.Match(ResultTable.Number, () => ""),
                    cell.Feature.Match(ResultTable.Number, () => ""),
                    ResultTable.Number(Option<double>.Some(cell.Mean)),
                    ResultTable.Number(cell.Spread),
                    ResultTable.Number(cell.Count),
                ]
        );
    }

    /// <summary>A map of means for each method and group: positions across; features, where there are such, down.</summary>
    public static ImmutableArray<RelevanceMap> Maps(Found found) =>
        [
            .. found
                .Findings.Groups.GroupBy(cell => (cell.Method, cell.Group))
                .Select(of => Map(found.Beside(of.Key.Method), of.Key.Group, [.. of])),
        ];

    private static RelevanceMap Map(string method, string group, ImmutableArray<GroupCell> cells)
    {
        ImmutableArray<GroupCell> placed = [.. cells.Where(cell => cell.Position.IsSome)];
        var features = placed.Any(cell => cell.Feature.IsSome);
        ImmutableArray<GroupCell> drawn = [.. placed.Where(cell => cell.Feature.IsSome == features)];
        var rows = drawn.GroupBy(cell => cell.Feature).ToImmutableArray();
        return new RelevanceMap(
            $"{method}, {group}, n = {drawn.Max(cell => cell.Count)}",
            [.. rows.Select(row => row.Key.Match(feature => $"feature {feature}", () => AllFeatures))],
            Matrix.Of(rows.Length, rows[0].Count(), [.. rows.SelectMany(row => row.Select(cell => cell.Mean))]),
            [.. rows[0].Select(cell => cell.Count)]
        );
    }
}
