using System.Collections.Immutable;
using LrpFunctional.Formats.Outputs;
using LrpFunctional.Laboratory.Guard;
using LrpFunctional.Reports.Colours;
using LrpFunctional.Reports.Heatmaps;
using LrpFunctional.Reports.Terminal;

namespace LrpFunctional.Cli.Guard;

/// <summary>What is written about what changed: files that appear together, and tables and heatmaps at once.</summary>
internal sealed class DriftSheets(ImmutableArray<DriftSheet> sheets, OutputFiles files, bool isShown) : IDisposable
{
    /// <summary>Writes all of it.</summary>
    /// <param name="drift">What changed.</param>
    /// <param name="title">What was compared.</param>
    /// <param name="record">The text of the record beside each file, by the folder that it lies in.</param>
    public void Complete(Drift drift, string title, Func<string, string> record)
    {
        HeatmapSet Drawn(string said) =>
            new(
                [
                    .. drift
                        .Worst(DriftTables.Most)
                        .SelectMany(change =>
                            change.Worst.Map(worst => ChangeHeatmap.Of(change.Sentence, worst.Before, worst.Now))
                        ),
                ],
                Palette.RedBlue,
                Scale.Sentence,
                said
            );
        foreach (var (sheet, writer) in sheets.Zip(files.Writers))
            sheet.Write(writer, drift, title, Drawn(record(RecordedArguments.Folder(sheet.File.Path))));
        if (isShown)
            Show(Console.Out, drift, title, Drawn(""));
        files.Complete(record);
    }

    /// <summary>Removes what is not complete.</summary>
    public void Dispose() => files.Dispose();

    private static void Show(TextWriter writer, Drift drift, string title, HeatmapSet drawn)
    {
        // A word of a sentence may look like a command to whoever reads what we write.
        var (before, after) = Annotations.Deafness(Guid.NewGuid());
        if (Annotations.AreRead)
            writer.Write($"{before}\n");
        DriftTables.Write(writer, drift, title);
        var (colouring, width) = (TerminalSheet.Detected(), TerminalSheet.Width());
        foreach (var heatmap in drawn.Heatmaps)
            writer.Write($"\n{TerminalHeatmap.Of(drawn, heatmap, colouring, width).TrimEnd('\n')}\n");
        if (!drawn.Heatmaps.IsEmpty)
            writer.Write(TerminalHeatmap.Legend(drawn, colouring, width));
        if (Annotations.AreRead)
            writer.Write($"{after}\n");
        foreach (var error in Annotations.AreRead ? Annotations.Of(drift) : [])
            writer.Write($"{error}\n");
        writer.Flush();
    }
}

/// <summary>A file that is asked for.</summary>
/// <param name="File">The option and the path.</param>
/// <param name="Write">Writes what changed, by its title and its heatmaps.</param>
internal sealed record DriftSheet(OutputFile File, Action<TextWriter, Drift, string, HeatmapSet> Write);
