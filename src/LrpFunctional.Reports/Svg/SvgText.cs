using System.Globalization;
using System.Net;
using System.Text;

namespace LrpFunctional.Reports.Svg;

/// <summary>Text of files and users as pictures may have it.</summary>
internal static class SvgText
{
    /// <summary>Escaped for elements and attributes; what acts unseen is written out.</summary>
    public static string Of(string text) => WebUtility.HtmlEncode(Printable.Line(text));

    /// <summary>A coordinate, to a hundredth.</summary>
    public static string At(double number) => number.ToString("0.##", CultureInfo.InvariantCulture);

    /// <summary>Begins a picture of a size, on white.</summary>
    public static StringBuilder Begin(double width, double height, string font) =>
        new StringBuilder()
            .Append($"<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{At(width)}\" height=\"{At(height)}\" ")
            .Append($"viewBox=\"0 0 {At(width)} {At(height)}\" font-family=\"{font}\" role=\"img\">");
}
