using System.Collections.Immutable;
using System.Globalization;
using LrpFunctional.Laboratory.Guard;

namespace LrpFunctional.Cli.Guard;

/// <summary>What changed, as tables for people.</summary>
internal static class DriftTables
{
    /// <summary>How many sentences are told of, and named.</summary>
    public const int Most = 10;

    private const string Nothing = "–";

    /// <summary>Writes how many sentences agree, moved, are missing; the worst of them; the names of others.</summary>
    public static void Write(TextWriter writer, Drift drift, string title)
    {
        PlainTable.Write(
            writer,
            $"{title}, tolerance {drift.Tolerance.Name}",
            ["explanations", "sentences"],
            Enum.GetValues<Verdict>()
                .Select(verdict => (Name: ChangeText.Of(verdict), Count: drift.Of(verdict).Length))
                .Append((Name: "reordered", Count: drift.Reordered.Length))
                .Where((row, at) => at < 2 || row.Count > 0)
                .Select(row => ImmutableArray.Create(row.Name, row.Count.ToString(CultureInfo.InvariantCulture)))
        );
        var worst = drift.Worst(Most);
        if (!worst.IsEmpty)
            PlainTable.Write(
                writer,
                "Worst first",
                ["sentence", "", "method", "target", "moved", "most at", "before", "now"],
                worst.Select(change => Row(change, drift.Tolerance))
            );
        foreach (var verdict in new[] { Verdict.OtherClass, Verdict.OtherWords, Verdict.Missing, Verdict.New })
            Names(writer, ChangeText.Of(verdict), drift.Of(verdict));
        Names(writer, "reordered", drift.Reordered);
    }

    private static ImmutableArray<string> Row(SentenceChange change, Tolerance tolerance) =>
        change.Worst.Match<ImmutableArray<string>>(
            worst =>
                [
                    change.Sentence.Name,
                    ChangeText.Of(change.Verdict),
                    worst.Now.Method,
                    worst.Before.Target == worst.Now.Target
                        ? worst.Now.Target
                        : $"{worst.Before.Target} → {worst.Now.Target}",
                    worst.Distance.Match(tolerance.Say, () => Nothing),
                    worst.Farthest.Match(at => ChangeText.Place(worst.Now, at), () => Nothing),
                    worst.Farthest.Match(at => ChangeText.Number(worst.Before.Relevances[at]), () => Nothing),
                    worst.Farthest.Match(at => ChangeText.Number(worst.Now.Relevances[at]), () => Nothing),
                ],
            () => []
        );

    private static void Names(TextWriter writer, string what, ImmutableArray<SentenceChange> sentences)
    {
        if (sentences.IsEmpty)
            return;
        var names = string.Join(", ", sentences.Take(Most).Select(change => Printable.Value(change.Sentence.Name)));
        var more = sentences.Length > Most ? $", and {sentences.Length - Most} more" : "";
        writer.Write($"{what}: {names}{more}\n");
    }
}
