using System.Collections.Immutable;
using LrpFunctional.Reports.Html;

namespace LrpFunctional.Reports.Svg;

/// <summary>A row of bars over an axis, with a number on hover: what reports need of plots.</summary>
internal static class SvgBars
{
    private const string Bar = "#6b7280";
    private const double Width = 450;
    private const double Height = 150;
    private const double Left = 56;
    private const double Bottom = 34;
    private const double Top = 10;
    private const string Fonts = "system-ui,'DejaVu Sans',sans-serif";

    /// <summary>The picture.</summary>
    /// <param name="bars">A label and a height each; heights may be below 0.</param>
    /// <param name="across">What the labels are.</param>
    /// <param name="up">What the heights are.</param>
    public static string Of(ImmutableArray<(string Label, double Height)> bars, string across, string up)
    {
        var (low, high) = (Math.Min(0, bars.Min(bar => bar.Height)), Math.Max(0, bars.Max(bar => bar.Height)));
        var range = high > low ? high - low : 1;
        var (room, each) = (Height - Bottom - Top, (Width - Left - 8) / bars.Length);
        double Y(double height) => Top + (room * (high - height) / range);
        var svg = SvgText.Begin(Width, Height, Fonts).Append($"<title>{HtmlText.Of($"{up} by {across}")}</title>");
        foreach (var (at, (label, height)) in bars.Index())
        {
            svg.Append($"<rect x=\"{SvgText.At(Left + (at * each))}\" y=\"{SvgText.At(Math.Min(Y(height), Y(0)))}\" ")
                .Append($"width=\"{SvgText.At(Math.Max(each - 1, 0.5))}\" ")
                .Append($"height=\"{SvgText.At(Math.Abs(Y(height) - Y(0)))}\" fill=\"{Bar}\">")
                .Append($"<title>{HtmlText.Of($"{label}: {Heatmaps.Numbers.Plain(height)}")}</title></rect>");
        }

        void Label(string text, double x, double y, string anchor) =>
            svg.Append($"<text x=\"{SvgText.At(x)}\" y=\"{SvgText.At(y)}\" font-size=\"11\" ")
                .Append($"text-anchor=\"{anchor}\" fill=\"#1b1b1f\">{HtmlText.Of(text)}</text>");
        Label(Heatmaps.Numbers.Plain(high), Left - 4, Top + 4, "end");
        Label(Heatmaps.Numbers.Plain(low), Left - 4, Top + room + 4, "end");
        Label(bars[0].Label, Left, Height - Bottom + 14, "start");
        Label(bars[^1].Label, Width - 8, Height - Bottom + 14, "end");
        Label($"{up}, by {across}", Left + ((Width - Left) / 2), Height - 6, "middle");
        return svg.Append($"<path d=\"M{SvgText.At(Left)} {SvgText.At(Y(0))}H{SvgText.At(Width - 8)}\" ")
            .Append("stroke=\"#1b1b1f\"/></svg>")
            .ToString();
    }
}
