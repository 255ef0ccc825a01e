using System.Collections.Immutable;
using LrpFunctional.Laboratory.Faithfulness;

namespace LrpFunctional.Cli.Evaluation;

/// <summary>A file of what an experiment found.</summary>
/// <param name="Name">Its name in the folder.</param>
/// <param name="Write">Writes it.</param>
internal sealed record EvaluationSheet(string Name, Action<TextWriter> Write)
{
    private const string Groups = "groups";
    private const string Table = ".csv";
    private const string Picture = ".svg";

    /// <summary>The names that there may be.</summary>
    /// <param name="experiments">The experiments.</param>
    /// <param name="by">The column by which relevance is gathered, where one is named.</param>
    public static ImmutableArray<string> Names(ImmutableArray<Experiment> experiments, string? by) =>
        [
            .. experiments
                .Select(one => one.Name)
                .Concat(by is null ? [] : [Groups])
                .SelectMany(name => new[] { $"{name}{Table}", $"{name}{Picture}" }),
        ];

    /// <summary>The files of what was found.</summary>
    public static ImmutableArray<EvaluationSheet> Of(FoundSet set) =>
        [
            .. Pair(
                set.Experiment.Name,
                writer => EvaluationTables.WritePoints(set, writer),
                EvaluationFigures.Of(set)
            ),
            .. EvaluationFigures
                .Groups(set)
                .Map(picture => Pair(Groups, writer => GroupTables.Write(set, writer), picture))
                .IfNone([]),
        ];

    private static ImmutableArray<EvaluationSheet> Pair(string name, Action<TextWriter> table, string picture) =>
        [new($"{name}{Table}", table), new($"{name}{Picture}", writer => writer.Write(picture))];
}
