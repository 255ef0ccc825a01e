using System.Collections.Immutable;
using System.Text.RegularExpressions;
using LrpFunctional.Tests.Reference;

namespace LrpFunctional.Tests.Readme;

/// <summary>The documents of the project: the door, and one in each room that has something to say.</summary>
internal static partial class Documents
{
    public const string Door = "README.md";
    public const string House = "src/LrpFunctional/README.md";
    public const string Rules = "src/LrpFunctional/Rules/README.md";
    public const string Methods = "src/LrpFunctional/Methods/README.md";
    public const string Layers = "src/LrpFunctional/Layers/README.md";
    public const string Laboratory = "src/LrpFunctional.Laboratory/README.md";
    public const string Formats = "src/LrpFunctional.Formats/README.md";
    public const string Reports = "src/LrpFunctional.Reports/README.md";
    public const string Command = "src/LrpFunctional.Cli/README.md";
    public const string Web = "src/LrpFunctional.Web/README.md";
    public const string FollowUps = "src/LrpFunctional.Cli/FOLLOW-UPS.md";
    public const string Benchmarks = "tests/LrpFunctional.Benchmarks/README.md";
    public const string Fuzzing = "tests/LrpFunctional.Fuzzing/README.md";
    public const string Kills = "tests/LrpFunctional.Kills/README.md";
    public const string Batches = "src/LrpFunctional.Cli/Batches/README.md";
    public const string Snapshots = "snapshots/README.md";
    public const string Security = ".github/SECURITY.md";
    public const string Engines = "tests/LrpFunctional.Engines/README.md";

    /// <summary>All of them.</summary>
    public static ImmutableArray<string> All { get; } =
    [
        Door,
        House,
        Rules,
        Layers,
        Methods,
        Formats,
        Reports,
        Laboratory,
        Command,
        Web,
        FollowUps,
        Benchmarks,
        Fuzzing,
        Kills,
        Batches,
        Snapshots,
        Security,
    ];

    /// <summary>Those that a room leads to: of runs that are long, and of what runs them.</summary>
    public static ImmutableArray<string> Pages { get; } =
    [
        .. from engine in ImmutableArray.Create("Slurm", "Parallel", "Kubernetes", "Spark")
        select $"src/LrpFunctional.Cli/Batches/Engines/{engine}/README.md",
        Engines,
    ];

    /// <summary>What a document says.</summary>
    public static string Text(string document) => File.ReadAllText(Repository.At(document.Split('/')));

    /// <summary>The rows of the table that begins with a header, each as its cells.</summary>
    public static ImmutableArray<ImmutableArray<string>> Table(string document, string header) =>
        [
            .. Rows(document, header)
                .Select(row => Bar().Split(row).Skip(1).SkipLast(1).Select(cell => cell.Trim()).ToImmutableArray()),
        ];

    /// <summary>The rows of the table that begins with a header, as they stand there.</summary>
    public static IEnumerable<string> Rows(string document, string header)
    {
        var text = Text(document);
        var start = text.IndexOf(header, StringComparison.Ordinal);
        Assert.True(start >= 0, $"{document} has no table {header}");
        return text[start..].Split('\n').Skip(2).TakeWhile(line => line.StartsWith('|'));
    }

    /// <summary>The text without its blocks of code.</summary>
    public static string Prose(string document) => Block().Replace(Text(document), "");

    /// <summary>What stands between backquotes in a text, and looks like this.</summary>
    public static IEnumerable<string> Quoted(string text, string pattern) =>
        Regex.Matches(text, $"`({pattern})`").Select(match => match.Groups[1].Value);

    [GeneratedRegex(@"(?<!\\)\|")]
    private static partial Regex Bar();

    [GeneratedRegex(@"^```.*?^```\n", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Block();
}
