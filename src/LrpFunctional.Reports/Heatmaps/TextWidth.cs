using Wcwidth;

namespace LrpFunctional.Reports.Heatmaps;

/// <summary>How wide text is in a font of a fixed width.</summary>
internal static class TextWidth
{
    /// <summary>How many columns a text takes as it is shown; wide letters take two, marks on letters none.</summary>
    public static int Of(string text) =>
        Printable.Line(text).EnumerateRunes().Sum(rune => Math.Max(0, UnicodeCalculator.GetWidth(rune)));
}
