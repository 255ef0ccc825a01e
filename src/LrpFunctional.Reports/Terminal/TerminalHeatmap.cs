using LrpFunctional.Reports.Heatmaps;
using Spectre.Console;

namespace LrpFunctional.Reports.Terminal;

/// <summary>Heatmaps as a terminal shows them.</summary>
public static class TerminalHeatmap
{
    private const int MostSteps = 60;

    /// <summary>The heatmap of a sentence as text with escapes, or without where there are no colours.</summary>
    /// <param name="set">How it is drawn, and what else is drawn with it.</param>
    /// <param name="heatmap">The sentence.</param>
    /// <param name="colouring">The colours that there are.</param>
    /// <param name="width">How many columns a line has.</param>
    public static string Of(HeatmapSet set, Heatmap heatmap, Colouring colouring, int width) =>
        Written(
            colouring,
            width,
            console =>
            {
                Line(console, Captions.Of(heatmap), new Style(decoration: Decoration.Bold));
                foreach (var strip in heatmap.Strips)
                {
                    Line(console, Captions.Of(strip), new Style(decoration: Decoration.Dim));
                    console.Write(
                        strip.Grid.Match(
                            grid => Steps(set, strip, grid, colouring, width),
                            () => Words(set, strip, colouring, width)
                        )
                    );
                }

                console.WriteLine();
            }
        );

    /// <summary>What the colours say, in a line.</summary>
    public static string Legend(HeatmapSet set, Colouring colouring, int width) =>
        Written(
            colouring,
            width,
            console =>
            {
                if (colouring == Colouring.Signs)
                {
                    Line(console, "+ for, − against; words with less than a twentieth have no number", Style.Plain);
                    return;
                }

                var legend = new Paragraph();
                foreach (var (shade, text) in Captions.Legend(set))
                    legend
                        .Append(
                            Printable.Line(text),
                            shade == 0
                                ? new Style(decoration: Decoration.Dim)
                                : WordStyle.Of(shade, isSigned: true, set.Palette, colouring)
                        )
                        .Append("  ");
                console.Write(legend);
                console.WriteLine();
            }
        );

    private static Paragraph Words(HeatmapSet set, Strip strip, Colouring colouring, int width)
    {
        var shades = set.Shades(strip);
        string Number(Cell cell) =>
            colouring == Colouring.Signs && Shown.HasSign(shades(cell.Relevance))
                ? $"({Numbers.Signed(cell.Relevance)})"
                : "";
        var words = new Paragraph();
        foreach (var line in Lines.Of(strip.Cells, cell => TextWidth.Of(cell.Text) + Number(cell).Length, width))
        {
            foreach (var cell in line)
            {
                var style = WordStyle.Of(shades(cell.Relevance), strip.IsSigned, set.Palette, colouring);
                words.Append(Gap(cell.Before)).Append(Printable.Line(cell.Text), style).Append(Number(cell));
            }

            words.Append("\n");
        }

        return words;
    }

    // A row for each feature; of long sequences a column is several steps, and has their sum.
    private static Paragraph Steps(HeatmapSet set, Strip strip, StepGrid grid, Colouring colouring, int width)
    {
        var shades = set.Shades(strip);
        var room = Math.Clamp(width - 18, 1, MostSteps);
        var each = (grid.Values.Rows + room - 1) / room;
        var columns = (grid.Values.Rows + each - 1) / each;
        var rows = new Paragraph();
        foreach (var (feature, name) in grid.Features.Index())
        {
            rows.Append(Printable.Line(Printable.Cut(name, 15)).PadLeft(16) + " ");
            for (var column = 0; column < columns; column++)
            {
                var steps = Enumerable.Range(column * each, Math.Min(each, grid.Values.Rows - (column * each)));
                var shade = shades(steps.Sum(step => grid.Relevances[step, feature]));
                var sign =
                    !Shown.HasSign(shade) ? "·"
                    : shade < 0 ? "−"
                    : "+";
                rows.Append(sign, WordStyle.Of(shade, isSigned: false, set.Palette, colouring));
            }

            rows.Append("\n");
        }

        return rows.Append($"{"step", 16} 1 to {grid.Values.Rows}{(each > 1 ? $", {each} in a column" : "")}\n");
    }

    private static string Gap(string gap) => Printable.Line(gap.ReplaceLineEndings(" ").Replace('\t', ' '));

    private static void Line(IAnsiConsole console, string text, Style style)
    {
        console.Write(new Paragraph(Printable.Line(text), style));
        console.WriteLine();
    }

    private static string Written(Colouring colouring, int width, Action<IAnsiConsole> write)
    {
        using var text = new StringWriter { NewLine = "\n" };
        var console = AnsiConsole.Create(
            new AnsiConsoleSettings
            {
                Ansi = colouring == Colouring.Signs ? AnsiSupport.No : AnsiSupport.Yes,
                ColorSystem = colouring switch
                {
                    Colouring.Signs => ColorSystemSupport.NoColors,
                    Colouring.Sixteen => ColorSystemSupport.Standard,
                    Colouring.Palette256 => ColorSystemSupport.EightBit,
                    _ => ColorSystemSupport.TrueColor,
                },
                Interactive = InteractionSupport.No,

                // Where GitHub runs it, escapes would be switched on again.
                Enrichment = new ProfileEnrichment { UseDefaultEnrichers = false },
                Out = new AnsiConsoleOutput(text),
            }
        );
        (console.Profile.Width, console.Profile.Capabilities.Unicode) = (width, true);
        write(console);
        return text.ToString();
    }
}
