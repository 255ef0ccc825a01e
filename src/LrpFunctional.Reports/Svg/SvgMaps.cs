using System.Collections.Immutable;
using System.Text;
using LrpFunctional.Reports.Colours;
using LrpFunctional.Reports.Html;
using LrpFunctional.Reports.Plots;
using Numbers = LrpFunctional.Reports.Heatmaps.Numbers;

namespace LrpFunctional.Reports.Svg;

/// <summary>Maps of mean relevance, one below the other: positions across; the colours are the same in all of them.</summary>
public static class SvgMaps
{
    /// <summary>So many maps are drawn, and how many more there are is said.</summary>
    public const int Most = 60;

    private const double Left = 90;
    private const double Across = 700;
    private const double Row = 18;
    private const double Head = 22;
    private const double Foot = 30;
    private const string Fonts = "system-ui,'DejaVu Sans',sans-serif";

    /// <summary>The picture.</summary>
    /// <param name="title">What is shown.</param>
    /// <param name="maps">The maps, at least one.</param>
    /// <param name="palette">The colours of 1 and −1 times the largest |mean|.</param>
    public static string Of(string title, ImmutableArray<RelevanceMap> maps, Palette palette)
    {
        ImmutableArray<RelevanceMap> drawn = [.. maps.Take(Most)];
        var more = maps.Length > Most ? $"; the first {Most} of {maps.Length}" : "";
        var largest = drawn.Max(map => map.Means.Span.ToArray().Max(Math.Abs));
        var scale = Scale.Set(largest);
        var cell = Math.Clamp(Across / drawn.Max(map => map.Means.Columns), 1, 36);
        var height = Head + drawn.Sum(Height) + Foot;
        var svg = SvgText
            .Begin(Left + Across + 10, height, Fonts)
            .Append($"<title>{HtmlText.Of(title)}</title>")
            .Append($"<rect width=\"100%\" height=\"100%\" fill=\"#fff\"/>");
        SvgText.Label(svg, $"{title}; full colour is {Numbers.Plain(largest)}{more}", Left, 14, "start");
        var top = Head;
        foreach (var map in drawn)
        {
            Append(svg, map, top, cell, number => palette.Of(scale.Shade(number, largest)).Hex);
            top += Height(map);
        }

        return svg.Append("</svg>").ToString();
    }

    private static double Height(RelevanceMap map) => Head + (map.Rows.Length * Row) + Foot;

    private static void Append(
        StringBuilder svg,
        RelevanceMap map,
        double top,
        double cell,
        Func<double, string> colour
    )
    {
        SvgText.Label(svg, map.Name, Left, top + 14, "start");
        foreach (var (row, name) in map.Rows.Index())
        {
            var y = top + Head + (row * Row);
            SvgText.Label(svg, Printable.Cut(name, 14), Left - 6, y + 12, "end");
            for (var step = 0; step < map.Means.Columns; step++)
                svg.Append($"<rect x=\"{SvgText.At(Left + (step * cell))}\" y=\"{SvgText.At(y)}\" ")
                    .Append($"width=\"{SvgText.At(cell)}\" height=\"{SvgText.At(Row - 1)}\" ")
                    .Append($"fill=\"{colour(map.Means[row, step])}\"><title>")
                    .Append(HtmlText.Of($"{map.Name}, {name}, position {step + 1}: "))
                    .Append(HtmlText.Of($"{Numbers.Signed(map.Means[row, step])}, n = {map.Counts[step]}"))
                    .Append("</title></rect>");
        }

        var every = Math.Max(1, (int)Math.Ceiling(40 / cell));
        for (var step = 0; step < map.Means.Columns; step += every)
            SvgText.Label(
                svg,
                $"{step + 1}",
                Left + ((step + 0.5) * cell),
                top + Head + (map.Rows.Length * Row) + 12,
                "middle"
            );
    }
}
