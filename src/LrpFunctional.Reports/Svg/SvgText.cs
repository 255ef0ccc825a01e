using System.Globalization;
using System.Text;
using LrpFunctional.Reports.Html;

namespace LrpFunctional.Reports.Svg;

/// <summary>What pictures begin with, and their numbers.</summary>
internal static class SvgText
{
    /// <summary>A coordinate, to a hundredth.</summary>
    public static string At(double number) => number.ToString("0.##", CultureInfo.InvariantCulture);

    /// <summary>Begins a picture of a size, on white.</summary>
    public static StringBuilder Begin(double width, double height, string font) =>
        new StringBuilder()
            .Append($"<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{At(width)}\" height=\"{At(height)}\" ")
            .Append($"viewBox=\"0 0 {At(width)} {At(height)}\" font-family=\"{font}\" role=\"img\">");

    /// <summary>Writes a line of text.</summary>
    public static void Label(StringBuilder svg, string text, double x, double y, string anchor) =>
        svg.Append($"<text x=\"{At(x)}\" y=\"{At(y)}\" font-size=\"11\" text-anchor=\"{anchor}\" fill=\"#1b1b1f\">")
            .Append($"{HtmlText.Of(text)}</text>");
}
