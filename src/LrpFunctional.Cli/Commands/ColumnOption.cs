using System.Collections.Immutable;
using System.CommandLine;
using LanguageExt;
using LrpFunctional.Explanations;
using LrpFunctional.Formats.Tables;
using LrpFunctional.Methods;

namespace LrpFunctional.Cli.Commands;

/// <summary>The option that says what stands behind each relevance.</summary>
internal sealed record ColumnOption(System.CommandLine.Option<string[]> Column)
{
    private static readonly ImmutableArray<(string Name, RelevanceColumn Column)> Offered =
    [
        .. RelevanceColumn.Offered.Select(column => (column.Name.Replace('_', '-'), column)),
    ];

    public static ColumnOption AddTo(Command command)
    {
        var option = new System.CommandLine.Option<string[]>("--column")
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
        ImmutableArray<string> names = [.. (parsed.GetValue(Column) ?? []).Distinct()];
        ImmutableArray<Fault> faults =
        [
            .. names
                .Select(name =>
                    Refusal(parsed, explained, explaining, detail, isArray, IsError(name))
                        .Map(why => new Fault($"{Column.Name} {name}", why.Problem, why.Remedy))
                )
                .Somes(),
        ];
        return faults.IsEmpty
            ? [.. names.Select(name => Offered.Single(one => one.Name == name).Column)]
            : throw new FaultException(faults);
    }

    private static bool IsError(string name) =>
        Offered.Single(one => one.Name == name).Column == RelevanceColumn.StandardError;

    private static LanguageExt.Option<(string Problem, string Remedy)> Refusal(
        ParseResult parsed,
        ExplainingOptions explained,
        Explaining explaining,
        Detail detail,
        bool isArray,
        bool isError
    ) =>
        isArray ? ("an array has no columns", "write a table")
        : !explaining.Phrases.IsEmpty ? ("phrases have no such column", "leave it out, or ask for words")
        : !isError ? LanguageExt.Option<(string, string)>.None
        : !explaining.Methods.Any(method => method.IsSampled)
            ? (
                $"{Names(explaining.Methods)} draws no samples, and so has no standard errors",
                "leave it out, or choose one of " + Names(OfferedMethods.All.Where(method => method.IsSampled))
            )
        : detail == Detail.Features
            ? (
                "it is of whole words and steps, not of their features",
                $"say {explained.Pool.Pool.Name} step, or leave it out"
            )
        : explained.Granularity.IsMerged(parsed)
            ? (
                $"it is of single words, and does not go together with {explained.Granularity.Granularity.Name}",
                "leave one out"
            )
        : LanguageExt.Option<(string, string)>.None;

    private static string Names(IEnumerable<Method> methods) =>
        string.Join(", ", methods.Select(method => method.Name));
}
