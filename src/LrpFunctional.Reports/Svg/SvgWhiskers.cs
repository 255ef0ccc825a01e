using System.Collections.Immutable;
using LrpFunctional.Reports.Heatmaps;
using LrpFunctional.Reports.Html;
using LrpFunctional.Reports.Plots;
using Numbers = LrpFunctional.Reports.Heatmaps.Numbers;

namespace LrpFunctional.Reports.Svg;

/// <summary>Numbers with their intervals as a picture: a row for each, a dot in a line from end to end.</summary>
public static class SvgWhiskers
{
    private const double Right = 430;
    private const double LeastLeft = 130;
    private const double Letter = 6.6;
    private const double Row = 20;
    private const double Top = 26;
    private const double Below = 40;
    private const string Ink = "#1b1b1f";
    private const string Soft = "#d8d8e0";
    private const string Fonts = "system-ui,'DejaVu Sans',sans-serif";

    /// <summary>The picture.</summary>
    /// <param name="title">What stands over it.</param>
    /// <param name="across">What the numbers are.</param>
    /// <param name="rows">A name, a number and the ends of its interval each, at least one row.</param>
    public static string Of(
        string title,
        string across,
        ImmutableArray<(string Name, double Mean, double Low, double High)> rows
    )
    {
        var axis = Axis.Over(rows.SelectMany(row => new[] { row.Mean, row.Low, row.High }).Append(0));
        var bottom = Top + (rows.Length * Row) + 4;
        var height = bottom + Below;
        var left = Math.Max(LeastLeft, 16 + (Letter * rows.Max(row => TextWidth.Of(row.Name))));
        var width = left + Right;
        double X(double number) => left + ((Right - 16) * axis.Of(number));
        var svg = SvgText.Begin(width, height, Fonts).Append($"<title>{HtmlText.Of(title)}</title>");
        svg.Append($"<rect width=\"{SvgText.At(width)}\" height=\"{SvgText.At(height)}\" fill=\"#fff\"/>");
        SvgText.Label(svg, title, left, Top - 10, "start");
        foreach (var tick in axis.Ticks)
        {
            svg.Append($"<path d=\"M{SvgText.At(X(tick))} {SvgText.At(Top)}V{SvgText.At(bottom)}\" ")
                .Append($"stroke=\"{(tick == 0 ? Ink : Soft)}\"/>");
            SvgText.Label(svg, Numbers.Plain(tick), X(tick), bottom + 14, "middle");
        }

        foreach (var (at, row) in rows.Index())
        {
            var (y, colour) = (Top + (at * Row) + (Row / 2), Strokes.Colour(row.Name, at));
            SvgText.Label(svg, row.Name, left - 8, y + 4, "end");
            svg.Append($"<path d=\"M{SvgText.At(X(row.Low))} {SvgText.At(y)}H{SvgText.At(X(row.High))}\" ")
                .Append($"stroke=\"{colour}\" stroke-width=\"2\"/>")
                .Append(
                    $"<circle cx=\"{SvgText.At(X(row.Mean))}\" cy=\"{SvgText.At(y)}\" r=\"4\" fill=\"{colour}\"><title>"
                )
                .Append(HtmlText.Of($"{row.Name}: {Numbers.Plain(row.Mean)} "))
                .Append(HtmlText.Of($"[{Numbers.Plain(row.Low)}, {Numbers.Plain(row.High)}]"))
                .Append("</title></circle>");
        }

        SvgText.Label(svg, $"{across}, with 95 % intervals", left + (Right / 2), bottom + 32, "middle");
        return svg.Append("</svg>").ToString();
    }
}
