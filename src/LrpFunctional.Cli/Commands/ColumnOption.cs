using System.Collections.Immutable;
using System.CommandLine;
using LrpFunctional.Explanations;
using LrpFunctional.Formats.Tables;
using LrpFunctional.Methods;

namespace LrpFunctional.Cli.Commands;

/// <summary>The option that says what stands behind each relevance.</summary>
internal sealed record ColumnOption(Option<string[]> Column)
{
    private static readonly ImmutableArray<(string Name, RelevanceColumn Column)> Offered =
    [
        .. RelevanceColumn.Offered.Select(column => (column.Name.Replace('_', '-'), column)),
    ];

    public static ColumnOption AddTo(Command command)
    {
        var option = new Option<string[]>("--column")
        {
            Description =
                "What stands behind each relevance: share, R / Σ|R| of the sentence; per-score, R in parts of what is "
                + "explained; standard-error, for methods that draw samples; repeatable [default: nothing]",
            HelpName = "COLUMN",
        };
        option.AcceptOnlyFromAmong([.. Offered.Select(column => column.Name)]);
        command.Options.Add(option);
        return new ColumnOption(option);
    }

    /// <summary>The columns, each once.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="explained">The options that say what has a row.</param>
    /// <param name="explaining">What is explained.</param>
    /// <param name="detail">What has numbers.</param>
    /// <param name="isArray">Whether no table is written, but an array.</param>
    /// <exception cref="FaultException">The rows have no such numbers.</exception>
    public ImmutableArray<RelevanceColumn> Read(
        ParseResult parsed,
        ExplainingOptions explained,
        Explaining explaining,
        Detail detail,
        bool isArray
    )
    {
        var names = (parsed.GetValue(Column) ?? []).Distinct().ToImmutableArray();
        var merges = explained.Granularity.IsMerged(parsed);
        foreach (var name in names)
        {
            var isError = name == Offered.Single(one => one.Column == RelevanceColumn.StandardError).Name;
            FaultException Refused(string problem, string remedy) =>
                new(new Fault($"{Column.Name} {name}", problem, remedy));
            if (isArray)
                throw Refused("an array has no columns", "write a table");
            if (!explaining.Phrases.IsEmpty)
                throw Refused("phrases have no such column", "leave it out, or ask for words");
            if (isError && !explaining.Methods.Any(method => method.IsSampled))
                throw Refused(
                    $"{string.Join(", ", explaining.Methods.Select(method => method.Name))} draws no samples, and so "
                        + "has no standard errors",
                    "leave it out, or choose one of "
                        + string.Join(
                            ", ",
                            OfferedMethods.All.Where(method => method.IsSampled).Select(method => method.Name)
                        )
                );
            if (isError && detail == Detail.Features)
                throw Refused(
                    "it is of whole words and steps, not of their features",
                    $"add {explained.Pool.Pool.Name} step"
                );
            if (isError && merges)
                throw Refused(
                    $"it is of single words, and does not go together with {explained.Granularity.Granularity.Name}",
                    "leave one out"
                );
        }

        return [.. names.Select(name => Offered.Single(one => one.Name == name).Column)];
    }
}
