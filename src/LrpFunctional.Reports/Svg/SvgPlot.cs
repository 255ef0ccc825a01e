using System.Collections.Immutable;
using System.Text;
using LrpFunctional.Reports.Html;
using LrpFunctional.Reports.Plots;
using Numbers = LrpFunctional.Reports.Heatmaps.Numbers;

namespace LrpFunctional.Reports.Svg;

/// <summary>Curves with bands as a picture: axes with their names, numbers on hover, and a legend.</summary>
public static class SvgPlot
{
    private const double Frame = 330;
    private const double Room = 220;
    private const double Left = 62;
    private const double Gap = 24;
    private const double Top = 30;
    private const double Below = 44;
    private const double Line = 18;
    private const int PerLine = 5;
    private const string Ink = "#1b1b1f";
    private const string Soft = "#d8d8e0";
    private const string Fonts = "system-ui,'DejaVu Sans',sans-serif";

    /// <summary>The picture.</summary>
    public static string Of(Plot plot)
    {
        var points = plot.Panels.SelectMany(panel => panel.Curves).SelectMany(curve => curve.Points).ToImmutableArray();
        var across = Axis.Over(points.Select(point => point.X));
        var areCounts = points.All(point => double.IsInteger(point.X));
        var up = Axis.Over(points.SelectMany(point => new[] { point.Y, point.Low, point.High }));
        var names = plot
            .Panels.SelectMany(panel => panel.Curves)
            .Select(curve => curve.Name)
            .Distinct()
            .ToImmutableArray();
        var panels = plot.Panels.Length;
        var width = Left + (panels * Frame) + ((panels - 1) * Gap) + 12;
        var height = Top + Room + Below + (((names.Length + PerLine - 1) / PerLine) * Line) + 6;
        var svg = SvgText.Begin(width, height, Fonts).Append($"<title>{HtmlText.Of(plot.Title)}</title>");
        svg.Append($"<rect width=\"{SvgText.At(width)}\" height=\"{SvgText.At(height)}\" fill=\"#fff\"/>");
        foreach (var (at, panel) in plot.Panels.Index())
            Draw(svg, panel, Left + (at * (Frame + Gap)), across, up, names, at == 0, areCounts);
        SvgText.Label(svg, plot.Across, Left + ((width - Left) / 2), Top + Room + 34, "middle");
        svg.Append($"<g transform=\"translate(14 {SvgText.At(Top + (Room / 2))}) rotate(-90)\">");
        SvgText.Label(svg, plot.Up, 0, 0, "middle");
        svg.Append("</g>");
        Legend(svg, names, width, Top + Room + Below + 8);
        return svg.Append("</svg>").ToString();
    }

    private static void Draw(
        StringBuilder svg,
        Panel panel,
        double left,
        Axis across,
        Axis up,
        ImmutableArray<string> names,
        bool isFirst,
        bool areCounts
    )
    {
        double X(double x) => left + 8 + ((Frame - 16) * across.Of(x));
        double Y(double y) => Top + Room - 6 - ((Room - 12) * up.Of(y));
        string Pair(double x, double y) => $"{SvgText.At(X(x))},{SvgText.At(Y(y))}";
        SvgText.Label(svg, panel.Name, left + (Frame / 2), Top - 10, "middle");
        foreach (var tick in up.Ticks)
        {
            svg.Append(
                $"<path d=\"M{SvgText.At(left)} {SvgText.At(Y(tick))}h{SvgText.At(Frame)}\" stroke=\"{Soft}\"/>"
            );
            if (isFirst)
                SvgText.Label(svg, Numbers.Plain(tick), left - 5, Y(tick) + 4, "end");
        }

        foreach (var tick in across.Ticks.Where(tick => !areCounts || double.IsInteger(tick)))
            SvgText.Label(svg, Numbers.Plain(tick), X(tick), Top + Room + 16, "middle");
        svg.Append($"<path d=\"M{SvgText.At(left)} {SvgText.At(Top)}V{SvgText.At(Top + Room)}h{SvgText.At(Frame)}\" ")
            .Append($"fill=\"none\" stroke=\"{Ink}\"/>");
        foreach (var curve in panel.Curves)
        {
            var at = names.IndexOf(curve.Name);
            var (colour, dash) = (Strokes.Colour(curve.Name, at), Strokes.Dash(curve.Name, at));
            var band = curve
                .Points.Select(point => Pair(point.X, point.High))
                .Concat(curve.Points.Reverse().Select(point => Pair(point.X, point.Low)));
            svg.Append($"<polygon points=\"{string.Join(' ', band)}\" fill=\"{colour}\" fill-opacity=\"0.1\"/>")
                .Append(
                    $"<polyline points=\"{string.Join(' ', curve.Points.Select(point => Pair(point.X, point.Y)))}\" "
                )
                .Append($"fill=\"none\" stroke=\"{colour}\" stroke-width=\"1.8\" stroke-dasharray=\"{dash}\"/>");
            foreach (var point in curve.Points)
                svg.Append($"<circle cx=\"{SvgText.At(X(point.X))}\" cy=\"{SvgText.At(Y(point.Y))}\" r=\"2.4\" ")
                    .Append($"fill=\"{colour}\"><title>")
                    .Append(HtmlText.Of($"{curve.Name}, {Numbers.Plain(point.X)}: {Said(point)}"))
                    .Append("</title></circle>");
        }
    }

    private static string Said(Reading point) =>
        $"{Numbers.Plain(point.Y)} [{Numbers.Plain(point.Low)}, {Numbers.Plain(point.High)}]";

    private static void Legend(StringBuilder svg, ImmutableArray<string> names, double width, double top)
    {
        var each = (width - 16) / PerLine;
        foreach (var (at, name) in names.Index())
        {
            var (x, y) = (8 + (at % PerLine * each), top + (at / PerLine * Line));
            svg.Append($"<path d=\"M{SvgText.At(x)} {SvgText.At(y)}h24\" stroke=\"{Strokes.Colour(name, at)}\" ")
                .Append($"stroke-width=\"2\" stroke-dasharray=\"{Strokes.Dash(name, at)}\"/>");
            SvgText.Label(svg, name, x + 29, y + 4, "start");
        }
    }
}
