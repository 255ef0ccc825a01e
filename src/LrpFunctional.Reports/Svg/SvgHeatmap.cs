using System.Collections.Immutable;
using System.Text;
using LrpFunctional.Reports.Colours;
using LrpFunctional.Reports.Heatmaps;

namespace LrpFunctional.Reports.Svg;

/// <summary>
/// Heatmaps as one picture: real text in a fixed-width font, every word held to the width that its box has.
/// </summary>
public static class SvgHeatmap
{
    private const double Size = 16;
    private const double Column = 0.6 * Size;
    private const double Line = 1.75 * Size;
    private const double Margin = 12;
    private const double Small = 12;
    private const string Fonts = "ui-monospace,'DejaVu Sans Mono',Menlo,Consolas,monospace";

    /// <summary>The picture.</summary>
    /// <param name="set">What is drawn.</param>
    /// <param name="columns">How many letters a line has at most; longer words stand alone.</param>
    public static string Of(HeatmapSet set, int columns = 80)
    {
        var body = new StringBuilder();
        var top = Margin;
        foreach (var heatmap in set.Heatmaps)
        {
            top = Paragraph(body, Captions.Of(heatmap), columns, top, "font-weight=\"600\"");
            foreach (var strip in heatmap.Strips)
            {
                top = Paragraph(body, Captions.Of(strip), columns, top, "fill=\"#5b5b66\"");
                top = strip.Grid.Match(
                    grid => Grid(body, set, strip, grid, top),
                    () => Words(body, set, strip, columns, top)
                );
            }

            top += Margin;
        }

        top = Paragraph(body, Captions.LegendLine(set), columns, top, "fill=\"#5b5b66\"");
        var width = Math.Max((columns * Column) + (2 * Margin), Widest(set));
        var height = top + Margin;
        return SvgText
            .Begin(width, height, Fonts)
            .Append($"<rect width=\"{SvgText.At(width)}\" height=\"{SvgText.At(height)}\" fill=\"#fff\"/>\n")
            .Append(body)
            .Append("</svg>\n")
            .ToString();
    }

    private static double Widest(HeatmapSet set) =>
        set
            .Heatmaps.SelectMany(heatmap => heatmap.Strips)
            .SelectMany(strip => strip.Grid.ToSeq())
            .Select(grid => SvgGrid.Width(grid) + (2 * Margin))
            .DefaultIfEmpty()
            .Max();

    private static double Grid(StringBuilder body, HeatmapSet set, Strip strip, StepGrid grid, double top)
    {
        body.Append($"<g transform=\"translate({SvgText.At(Margin)} {SvgText.At(top)})\">")
            .Append(SvgGrid.Inner(grid, set.Palette, set.Shades(strip)))
            .Append("</g>\n");
        return top + SvgGrid.Height(grid) + Margin;
    }

    private static double Words(StringBuilder body, HeatmapSet set, Strip strip, int columns, double top)
    {
        var shades = set.Shades(strip);
        foreach (var line in Lines.Of(strip.Cells, cell => TextWidth.Of(cell.Text), columns))
        {
            var at = 0;
            foreach (var cell in line)
            {
                at += TextWidth.Of(Gap(cell.Before));
                Word(body, cell, shades(cell.Relevance), strip, set.Palette, at * Column, top, TextWidth.Of(cell.Text));
                at += TextWidth.Of(cell.Text);
            }

            top += Line;
        }

        return top + (Margin / 2);
    }

    private static void Word(
        StringBuilder body,
        Cell cell,
        double shade,
        Strip strip,
        Palette palette,
        double left,
        double top,
        int columns
    )
    {
        var ground = palette.Of(shade);
        var (x, width) = (SvgText.At(Margin + left), SvgText.At(columns * Column));
        var line =
            !Shown.HasSign(shade) || !strip.IsSigned ? ""
            : shade < 0 ? " stroke-dasharray=\"2 2\""
            : " ";
        body.Append($"<g><title>{SvgText.Of(cell.Text)}: {Numbers.Signed(cell.Relevance)}</title>")
            .Append($"<rect x=\"{x}\" y=\"{SvgText.At(top)}\" width=\"{width}\" ")
            .Append($"height=\"{SvgText.At(1.4 * Size)}\" rx=\"2\" fill=\"{ground.Hex}\"/>")
            .Append($"<text x=\"{x}\" y=\"{SvgText.At(top + Size)}\" font-size=\"{SvgText.At(Size)}\" ")
            .Append($"textLength=\"{width}\" lengthAdjust=\"spacingAndGlyphs\" ")
            .Append($"fill=\"{ground.Ink.Hex}\">{SvgText.Of(cell.Text)}</text>");
        if (line.Length > 0)
            body.Append($"<path d=\"M{x} {SvgText.At(top + (1.25 * Size))}h{width}\" ")
                .Append($"stroke=\"{ground.Ink.Hex}\"{line}/>");
        body.Append("</g>\n");
    }

    private static double Paragraph(StringBuilder body, string text, int columns, double top, string look)
    {
        ImmutableArray<Cell> words = [.. text.Split(' ').Select(word => new Cell(" ", word, 0))];
        foreach (var line in Lines.Of(words, word => TextWidth.Of(word.Text), (int)(columns * Size / Small)))
        {
            body.Append($"<text x=\"{SvgText.At(Margin)}\" y=\"{SvgText.At(top + Small)}\" ")
                .Append($"font-size=\"{SvgText.At(Small)}\" {look}>")
                .Append(SvgText.Of(string.Concat(line.Select(word => word.Before + word.Text))))
                .Append("</text>\n");
            top += 1.5 * Small;
        }

        return top;
    }

    private static string Gap(string before) => before.ReplaceLineEndings(" ").Replace('\t', ' ');
}
