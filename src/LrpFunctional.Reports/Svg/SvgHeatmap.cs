using System.Collections.Immutable;
using System.Text;
using LrpFunctional.Reports.Colours;
using LrpFunctional.Reports.Heatmaps;
using LrpFunctional.Reports.Html;

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
        var drawn = new Extent(0, Margin);
        foreach (var heatmap in set.Heatmaps)
        {
            drawn = Paragraph(body, Captions.Of(heatmap), columns, drawn, "font-weight=\"600\"");
            foreach (var strip in heatmap.Strips)
            {
                var under = Paragraph(body, Captions.Of(strip), columns, drawn, "fill=\"#5b5b66\"");
                drawn = strip.Grid.Match(
                    grid => Grid(body, set, strip, grid, under),
                    () => Words(body, set, strip, columns, under)
                );
            }

            drawn = drawn.Down(Margin);
        }

        var (right, bottom) = Paragraph(body, Captions.LegendLine(set), columns, drawn, "fill=\"#5b5b66\"");
        var (width, height) = (right + Margin, bottom + Margin);
        return SvgText
            .Begin(width, height, Fonts)
            .Append($"<rect width=\"{SvgText.At(width)}\" height=\"{SvgText.At(height)}\" fill=\"#fff\"/>\n")
            .Append(body)
            .Append("</svg>\n")
            .ToString();
    }

    private static Extent Grid(StringBuilder body, HeatmapSet set, Strip strip, StepGrid grid, Extent drawn)
    {
        body.Append($"<g transform=\"translate({SvgText.At(Margin)} {SvgText.At(drawn.Bottom)})\">")
            .Append(SvgGrid.Inner(grid, set.Palette, set.Shades(strip)))
            .Append("</g>\n");
        return drawn.To(Margin + SvgGrid.Width(grid)).Down(SvgGrid.Height(grid) + Margin);
    }

    private static Extent Words(StringBuilder body, HeatmapSet set, Strip strip, int columns, Extent drawn)
    {
        var shades = set.Shades(strip);
        foreach (var line in Lines.Of(strip.Cells, cell => TextWidth.Of(cell.Text), columns))
        {
            var at = 0;
            foreach (var cell in line)
            {
                var (gap, width) = (TextWidth.Of(Gap(cell.Before)), TextWidth.Of(cell.Text));
                var left = (at + gap) * Column;
                Word(body, cell, shades(cell.Relevance), strip, set.Palette, left, drawn.Bottom, width);
                at += gap + width;
            }

            drawn = drawn.To(Margin + (at * Column)).Down(Line);
        }

        return drawn.Down(Margin / 2);
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
        body.Append($"<g><title>{HtmlText.Of(cell.Text)}: {Numbers.Signed(cell.Relevance)}</title>")
            .Append($"<rect x=\"{x}\" y=\"{SvgText.At(top)}\" width=\"{width}\" ")
            .Append($"height=\"{SvgText.At(1.4 * Size)}\" rx=\"2\" fill=\"{ground.Hex}\"/>")
            .Append($"<text x=\"{x}\" y=\"{SvgText.At(top + Size)}\" font-size=\"{SvgText.At(Size)}\" ")
            .Append($"textLength=\"{width}\" lengthAdjust=\"spacingAndGlyphs\" ")
            .Append($"fill=\"{ground.Ink.Hex}\">{HtmlText.Of(cell.Text)}</text>");
        if (line.Length > 0)
            body.Append($"<path d=\"M{x} {SvgText.At(top + (1.25 * Size))}h{width}\" ")
                .Append($"stroke=\"{ground.Ink.Hex}\"{line}/>");
        body.Append("</g>\n");
    }

    private static Extent Paragraph(StringBuilder body, string text, int columns, Extent drawn, string look)
    {
        ImmutableArray<Cell> words = [.. text.Split(' ').Select(word => new Cell(" ", word, 0))];
        foreach (var line in Lines.Of(words, word => TextWidth.Of(word.Text), (int)(columns * Size / Small)))
        {
            var said = string.Concat(line.Select(word => word.Before + word.Text));
            body.Append($"<text x=\"{SvgText.At(Margin)}\" y=\"{SvgText.At(drawn.Bottom + Small)}\" ")
                .Append($"font-size=\"{SvgText.At(Small)}\" {look}>{HtmlText.Of(said)}</text>\n");
            drawn = drawn.To(Margin + (TextWidth.Of(said) * Column * Small / Size)).Down(1.5 * Small);
        }

        return drawn;
    }

    private static string Gap(string before) => before.ReplaceLineEndings(" ").Replace('\t', ' ');

    /// <summary>How far down and to the right something is drawn.</summary>
    private readonly record struct Extent(double Right, double Bottom)
    {
        public Extent To(double right) => this with { Right = Math.Max(Right, right) };

        public Extent Down(double height) => this with { Bottom = Bottom + height };
    }
}
