using System.Collections.Immutable;
using System.Text;
using LrpFunctional.Reports.Colours;
using LrpFunctional.Reports.Heatmaps;
using LrpFunctional.Reports.Html;

namespace LrpFunctional.Reports.Svg;

/// <summary>
/// What each two words do together as a picture: a square with the words on both sides, in which small ones have their
/// numbers written, and large ones a bar where a number is below zero; both where it is a twentieth of the largest or more.
/// </summary>
public static class SvgPairs
{
    private const int MostWritten = 12;
    private const double High = 22;
    private const double Column = 6.5;
    private const double Margin = 12;
    private const double Line = 17;
    private const double Narrowest = 420;
    private const int LongestWord = 24;
    private const string Diagonal = "#ececf1";
    private const string Fonts = "system-ui,'DejaVu Sans',sans-serif";

    /// <summary>One square alone.</summary>
    public static string Of(PairGrid grid, Palette palette)
    {
        var body = new StringBuilder();
        Square(body, grid, palette, 0);
        return SvgText.Begin(Width(grid), Height(grid), Fonts).Append(body).Append("</svg>").ToString();
    }

    /// <summary>All squares of some sentences, one under another, with what they are.</summary>
    public static string Of(ImmutableArray<PairHeatmap> heatmaps, Palette palette)
    {
        var widest = heatmaps.SelectMany(heatmap => heatmap.Grids).Select(Width).Append(Narrowest).Max();
        var body = new StringBuilder();
        var top = Margin;
        foreach (var heatmap in heatmaps)
        {
            top = Paragraph(body, Captions.Of(heatmap), widest, top);
            foreach (var grid in heatmap.Grids)
            {
                top = Paragraph(body, Captions.Of(grid), widest, top);
                Square(body, grid, palette, top);
                top += Height(grid) + Margin;
            }
        }

        var legend = string.Join(" · ", Captions.Legend(palette).Select(part => part.Text));
        var height = Paragraph(body, legend, widest, top) + Margin;
        return SvgText
            .Begin(widest, height, Fonts)
            .Append($"<rect width=\"{SvgText.At(widest)}\" height=\"{SvgText.At(height)}\" fill=\"#fff\"/>\n")
            .Append(body)
            .Append("</svg>\n")
            .ToString();
    }

    private static void Square(StringBuilder svg, PairGrid grid, Palette palette, double top)
    {
        var (left, cells) = (Margin + Side(grid), top + Above(grid));
        var shades = grid.Shades;
        foreach (var (row, word) in grid.Words.Index())
        {
            var y = cells + ((row + 0.5) * High);
            SvgText.Label(svg, Printable.Cut(word, LongestWord), left - 6, y + 4, "end");
            var x = left + ((row + 0.5) * Wide(grid));
            svg.Append($"<g transform=\"translate({SvgText.At(x + 2)} {SvgText.At(cells - 6)}) rotate(-50)\">");
            SvgText.Label(svg, Printable.Cut(word, LongestWord), 0, 0, "start");
            svg.Append("</g>\n");
        }

        foreach (var row in Enumerable.Range(0, grid.Words.Length))
        {
            foreach (var column in Enumerable.Range(0, grid.Words.Length))
                Box(svg, grid, row, column, palette, shades, left + (column * Wide(grid)), cells + (row * High));
            svg.Append('\n');
        }
    }

    private static void Box(
        StringBuilder svg,
        PairGrid grid,
        int row,
        int column,
        Palette palette,
        Func<double, double> shades,
        double left,
        double top
    )
    {
        var number = grid.Pairs[row, column];
        var ground = palette.Of(shades(number));
        var size = $"width=\"{SvgText.At(Wide(grid) - 1)}\" height=\"{SvgText.At(High - 1)}\"";
        svg.Append($"<rect x=\"{SvgText.At(left)}\" y=\"{SvgText.At(top)}\" {size} ")
            .Append($"fill=\"{(row == column ? Diagonal : ground.Hex)}\"");
        if (row == column)
        {
            svg.Append("/>");
            return;
        }

        var error = grid.StandardErrors.Match(errors => $" ± {Numbers.Plain(errors[row, column])}", () => "");
        svg.Append("><title>")
            .Append(HtmlText.Of($"{grid.Words[row]} · {grid.Words[column]}: {Numbers.Signed(number)}{error}"))
            .Append("</title></rect>");
        var (x, y) = (left + ((Wide(grid) - 1) / 2), top + (High / 2));
        if (!Shown.HasSign(shades(number)))
            return;
        if (IsWritten(grid))
            svg.Append($"<text x=\"{SvgText.At(x)}\" y=\"{SvgText.At(y + 3.5)}\" font-size=\"10\" ")
                .Append($"text-anchor=\"middle\" fill=\"{ground.Ink.Hex}\" pointer-events=\"none\">")
                .Append($"{HtmlText.Of(Numbers.Short(number))}</text>");
        else if (number < 0)
            svg.Append($"<path d=\"M{SvgText.At(x - 4)} {SvgText.At(y)}h8\" stroke=\"{ground.Ink.Hex}\" ")
                .Append("pointer-events=\"none\"/>");
    }

    private static double Paragraph(StringBuilder svg, string text, double width, double top)
    {
        ImmutableArray<Cell> words = [.. text.Split(' ').Select(word => new Cell(" ", word, 0))];
        var columns = (int)((width - (2 * Margin)) / Column);
        foreach (var line in Lines.Of(words, word => TextWidth.Of(word.Text), columns))
        {
            SvgText.Label(
                svg,
                string.Concat(line.Select(word => word.Before + word.Text)).Trim(),
                Margin,
                top + 11,
                "start"
            );
            svg.Append('\n');
            top += Line;
        }

        return top;
    }

    private static bool IsWritten(PairGrid grid) => grid.Words.Length <= MostWritten;

    private static double Wide(PairGrid grid) => IsWritten(grid) ? 46 : High;

    private static double Side(PairGrid grid) =>
        8 + (Column * grid.Words.Select(word => TextWidth.Of(Printable.Cut(word, LongestWord))).DefaultIfEmpty().Max());

    // The words lean over by 50 degrees.
    private static double Above(PairGrid grid) => 12 + (0.77 * Side(grid));

    private static double Width(PairGrid grid) =>
        (2 * Margin) + Side(grid) + (grid.Words.Length * Wide(grid)) + (0.65 * Side(grid));

    private static double Height(PairGrid grid) => Above(grid) + (grid.Words.Length * High);
}
