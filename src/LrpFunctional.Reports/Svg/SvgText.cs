using System.Globalization;
using System.Text;

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
}
