using System.Collections.Immutable;
using System.Text;
using LrpFunctional.Reports.Html;
using LrpFunctional.Reports.Plots;
using Numbers = LrpFunctional.Reports.Heatmaps.Numbers;

namespace LrpFunctional.Reports.Svg;

/// <summary>Dots of several kinds in a plane, panel by panel, each panel to its own scale.</summary>
public static class SvgClouds
{
    private const double Side = 210;
    private const double Gap = 34;
    private const double Left = 50;
    private const double Top = 26;
    private const double Row = Side + 56;
    private const int PerRow = 3;
    private const double Line = 18;
    private const string Ink = "#1b1b1f";
    private const string Fonts = "system-ui,'DejaVu Sans',sans-serif";

    /// <summary>The picture.</summary>
    /// <param name="title">What is shown.</param>
    /// <param name="axes">What the directions are.</param>
    /// <param name="panels">The panels; a curve holds the dots of a kind.</param>
    public static string Of(string title, string axes, ImmutableArray<Panel> panels)
    {
        var kinds = panels.SelectMany(panel => panel.Curves).Select(curve => curve.Name).Distinct().ToImmutableArray();
        var rows = (panels.Length + PerRow - 1) / PerRow;
        var width = Left + (PerRow * (Side + Gap)) + 6;
        var height = (rows * Row) + Top + (((kinds.Length + 4) / 5) * Line) + 10;
        var svg = SvgText.Begin(width, height, Fonts).Append($"<title>{HtmlText.Of(title)}</title>");
        svg.Append($"<rect width=\"{SvgText.At(width)}\" height=\"{SvgText.At(height)}\" fill=\"#fff\"/>");
        foreach (var (at, panel) in panels.Index())
            Draw(svg, panel, Left + (at % PerRow * (Side + Gap)), Top + (at / PerRow * Row), kinds);
        SvgText.Label(svg, axes, width / 2, (rows * Row) + 16, "middle");
        foreach (var (at, kind) in kinds.Index())
        {
            var (x, y) = (20 + (at % 5 * ((width - 20) / 5)), (rows * Row) + Top + 12 + (at / 5 * Line));
            svg.Append(
                $"<circle cx=\"{SvgText.At(x)}\" cy=\"{SvgText.At(y)}\" r=\"4\" fill=\"{Strokes.Colour(kind, at)}\"/>"
            );
            SvgText.Label(svg, kind, x + 9, y + 4, "start");
        }

        return svg.Append("</svg>").ToString();
    }

    private static void Draw(StringBuilder svg, Panel panel, double left, double top, ImmutableArray<string> kinds)
    {
        var points = panel.Curves.SelectMany(curve => curve.Points).ToImmutableArray();
        var (across, up) = (Axis.Over(points.Select(point => point.X)), Axis.Over(points.Select(point => point.Y)));
        double X(double x) => left + 6 + ((Side - 12) * across.Of(x));
        double Y(double y) => top + Side - 6 - ((Side - 12) * up.Of(y));
        SvgText.Label(svg, panel.Name, left + (Side / 2), top - 8, "middle");
        svg.Append($"<rect x=\"{SvgText.At(left)}\" y=\"{SvgText.At(top)}\" width=\"{SvgText.At(Side)}\" ")
            .Append($"height=\"{SvgText.At(Side)}\" fill=\"none\" stroke=\"{Ink}\"/>");
        foreach (var tick in across.Ticks)
            SvgText.Label(svg, Numbers.Plain(tick), X(tick), top + Side + 14, "middle");
        foreach (var tick in up.Ticks)
            SvgText.Label(svg, Numbers.Plain(tick), left - 4, Y(tick) + 4, "end");
        foreach (var curve in panel.Curves)
        {
            svg.Append($"<g fill=\"{Strokes.Colour(curve.Name, kinds.IndexOf(curve.Name))}\" fill-opacity=\"0.6\">");
            foreach (var point in curve.Points)
                svg.Append($"<circle cx=\"{SvgText.At(X(point.X))}\" cy=\"{SvgText.At(Y(point.Y))}\" r=\"2.5\"/>");
            svg.Append("</g>");
        }
    }
}
