using System.Collections.Immutable;
using System.Text;
using LrpFunctional.Reports.Colours;
using LrpFunctional.Reports.Heatmaps;
using LrpFunctional.Reports.Html;

namespace LrpFunctional.Reports.Svg;

/// <summary>
/// A sequence of numbers as a picture: a row for each feature, a column for each step, and over the colours a line of
/// what the network read. Of very long sequences a column is several steps, and has their sum.
/// </summary>
public static class SvgGrid
{
    private const int MostColumns = 1000;
    private const int MostLines = 24;
    private const double Left = 90;
    private const double Axis = 34;
    private const double Font = 11;
    private const string Fonts = "system-ui,'DejaVu Sans',sans-serif";

    /// <summary>The picture.</summary>
    public static string Of(StepGrid grid, Palette palette, Func<double, double> shade) =>
        SvgText.Begin(Width(grid), Height(grid), Fonts).Append(Inner(grid, palette, shade)).Append("</svg>").ToString();

    /// <summary>How wide it is.</summary>
    internal static double Width(StepGrid grid) => Left + (Columns(grid) * Cell(grid)) + 10;

    /// <summary>How high it is.</summary>
    internal static double Height(StepGrid grid) => (grid.Features.Length * Row(grid)) + Axis;

    /// <summary>What lies in the picture.</summary>
    internal static string Inner(StepGrid grid, Palette palette, Func<double, double> shade)
    {
        var svg = new StringBuilder();
        for (var feature = 0; feature < grid.Features.Length; feature++)
        {
            var top = feature * Row(grid);
            Label(svg, Printable.Cut(grid.Features[feature], 14), Left - 6, top + (Row(grid) / 2) + 4, "end");
            for (var column = 0; column < Columns(grid); column++)
                Box(svg, grid, feature, column, palette, shade, top);
            if (grid.Features.Length <= MostLines)
                Values(svg, grid, feature, top);
        }

        Steps(svg, grid);
        return svg.ToString();
    }

    private static void Box(
        StringBuilder svg,
        StepGrid grid,
        int feature,
        int column,
        Palette palette,
        Func<double, double> shade,
        double top
    )
    {
        var (first, end) = (column * PerColumn(grid), Math.Min((column + 1) * PerColumn(grid), grid.Values.Rows));
        var relevance = Enumerable.Range(first, end - first).Sum(step => grid.Relevances[step, feature]);
        var named = end - first == 1 ? $"step {end}" : $"steps {first + 1} to {end}";
        var value = end - first == 1 ? $", read {Numbers.Plain(grid.Values[first, feature])}" : "";
        svg.Append($"<rect x=\"{SvgText.At(Left + (column * Cell(grid)))}\" y=\"{SvgText.At(top)}\" ")
            .Append($"width=\"{SvgText.At(Cell(grid))}\" height=\"{SvgText.At(Row(grid) - 1)}\" ")
            .Append($"fill=\"{palette.Of(shade(relevance)).Hex}\"><title>")
            .Append(HtmlText.Of($"{grid.Features[feature]}, {named}: {Numbers.Signed(relevance)}{value}"))
            .Append("</title></rect>");
    }

    // The line is scaled to its own row: from the smallest value at the bottom to the largest at the top.
    private static void Values(StringBuilder svg, StepGrid grid, int feature, double top)
    {
        ImmutableArray<double> values =
        [
            .. Enumerable.Range(0, Columns(grid)).Select(column => grid.Values[column * PerColumn(grid), feature]),
        ];
        var (low, high) = (values.Min(), values.Max());
        var height = Row(grid) - 5;
        double Y(double value) => top + 2 + (high > low ? height * (high - value) / (high - low) : height / 2);
        var points = values.Select(
            (value, column) => $"{SvgText.At(Left + ((column + 0.5) * Cell(grid)))},{SvgText.At(Y(value))}"
        );
        svg.Append($"<polyline points=\"{string.Join(' ', points)}\" fill=\"none\" stroke=\"#1b1b1f\" ")
            .Append("stroke-opacity=\".65\" pointer-events=\"none\"/>");
    }

    private static void Steps(StringBuilder svg, StepGrid grid)
    {
        var bottom = grid.Features.Length * Row(grid);
        var every = Math.Max(1, (int)Math.Ceiling(Columns(grid) * 40.0 / Math.Max(1, Columns(grid) * Cell(grid))));
        for (var column = 0; column < Columns(grid); column += every)
        {
            var middle = Left + ((column + 0.5) * Cell(grid));
            Label(svg, $"{(column * PerColumn(grid)) + 1}", middle, bottom + 14, "middle");
        }

        Label(svg, "step", Left, bottom + 28, "start");
    }

    private static void Label(StringBuilder svg, string text, double x, double y, string anchor) =>
        svg.Append($"<text x=\"{SvgText.At(x)}\" y=\"{SvgText.At(y)}\" font-size=\"{SvgText.At(Font)}\" ")
            .Append($"text-anchor=\"{anchor}\" fill=\"#1b1b1f\">{HtmlText.Of(text)}</text>");

    private static int PerColumn(StepGrid grid) => (grid.Values.Rows + MostColumns - 1) / MostColumns;

    private static int Columns(StepGrid grid) => (grid.Values.Rows + PerColumn(grid) - 1) / PerColumn(grid);

    private static double Cell(StepGrid grid) => Math.Clamp(700.0 / Columns(grid), 1, 36);

    private static double Row(StepGrid grid) => grid.Features.Length <= MostLines ? 26 : 12;
}
