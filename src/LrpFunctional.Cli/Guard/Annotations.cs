using System.Collections.Immutable;
using LrpFunctional.Laboratory.Guard;

namespace LrpFunctional.Cli.Guard;

/// <summary>What changed, as commands that GitHub reads in what a step of its actions writes.</summary>
internal static class Annotations
{
    // As many as GitHub shows of one step.
    private const int Most = 10;

    /// <summary>Whether somebody reads them.</summary>
    public static bool AreRead => Environment.GetEnvironmentVariable("GITHUB_ACTIONS") is { Length: > 0 };

    /// <summary>An error for each sentence that changed, worst first; of more than ten, nine and how many more.</summary>
    public static IEnumerable<string> Of(Drift drift)
    {
        ImmutableArray<SentenceChange> changes =
        [
            .. drift.Worst(drift.Sentences.Length),
            .. drift.Of(Verdict.Missing),
            .. drift.Of(Verdict.New),
        ];
        var told = changes.Length > Most ? Most - 1 : changes.Length;
        foreach (var change in changes.Take(told))
            yield return Error(ChangeText.Name(change), ChangeText.Of(change, drift.Tolerance));
        if (changes.Length > told)
            yield return Error("explanations changed", $"{changes.Length - told} more sentences changed");
    }

    /// <summary>A command that says an error.</summary>
    public static string Error(string title, string message) => $"::error title={Property(title)}::{Data(message)}";

    /// <summary>Around text of files and users: nothing in it is read as a command.</summary>
    /// <param name="mark">What nobody who wrote that text can know.</param>
    public static (string Before, string After) Deafness(Guid mark) => ($"::stop-commands::{mark:N}", $"::{mark:N}::");

    private static string Data(string text) => Printable.Line(text).Replace("%", "%25", StringComparison.Ordinal);

    private static string Property(string text) =>
        Data(text).Replace(":", "%3A", StringComparison.Ordinal).Replace(",", "%2C", StringComparison.Ordinal);
}
