using System.Collections.Immutable;
using System.Globalization;
using LanguageExt;
using Spectre.Console;

namespace LrpFunctional.Cli;

/// <summary>A table for people: plain text, every cell whole, as wide as it needs to be.</summary>
internal static class PlainTable
{
    // Wide enough for any table; rows end where their cells do.
    private const int Width = 10_000;

    private const string Nothing = "–";

    // Shares beyond it are no matter of hundredths: rules without a stabilizer can send any amount to and fro.
    private const double ManyTimes = 100;

    /// <summary>Writes a title and a table; the first column holds names, the others numbers.</summary>
    public static void Write(
        TextWriter writer,
        string title,
        ImmutableArray<string> columns,
        IEnumerable<ImmutableArray<string>> rows
    )
    {
        var table = new Table { Border = TableBorder.Simple, ShowRowSeparators = false };
        foreach (var (at, column) in columns.Index())
        {
            var text = new Text(Printable.Value(column));
            table.AddColumn(
                new TableColumn(text) { NoWrap = true, Alignment = at == 0 ? Justify.Left : Justify.Right }
            );
        }

        foreach (var row in rows)
            table.AddRow(row.Select(cell => new Text(Printable.Value(cell))));
        using var plain = new StringWriter { NewLine = "\n" };
        var console = AnsiConsole.Create(
            new AnsiConsoleSettings
            {
                Ansi = AnsiSupport.No,
                ColorSystem = ColorSystemSupport.NoColors,
                Interactive = InteractionSupport.No,
                Enrichment = new ProfileEnrichment { UseDefaultEnrichers = false },
                Out = new AnsiConsoleOutput(plain),
            }
        );
        (console.Profile.Width, console.Profile.Capabilities.Unicode) = (Width, true);
        console.Write(table);
        writer.Write($"{Printable.Line(title)}\n");
        foreach (var line in plain.ToString().Split('\n').Select(line => line.TrimEnd()).Where(line => line.Length > 0))
            writer.Write($"{line}\n");
        writer.Write('\n');
    }

    /// <summary>A number in a format, or a dash where there is none.</summary>
    public static string Cell(Option<double> number, string format) =>
        number.Match(value => value.ToString(format, CultureInfo.InvariantCulture), () => Nothing);

    /// <summary>A share in per cent, or a dash where there is none.</summary>
    public static string Percent(Option<double> share) =>
        Cell(share.Map(part => 100 * part), share.Exists(part => Math.Abs(part) > ManyTimes) ? "G3" : "0.0");
}
