using System.Text;
using LrpFunctional.Reports.Colours;

namespace LrpFunctional.Web.Page;

/// <summary>The colours of all levels, as classes: f200 for, a13 against; as in the pages of reports.</summary>
internal static class LevelStyle
{
    /// <summary>The style sheet, for a light ground and for a dark one.</summary>
    public static string Css { get; } =
        $"{Of(Palette.RedBlue)}@media (prefers-color-scheme: dark) {{\n{Of(Palette.RedBlue.Dark)}}}\n";

    private static string Of(Palette palette) =>
        Enumerable
            .Range(-Palette.Levels, (2 * Palette.Levels) + 1)
            .Where(level => level != 0)
            .Aggregate(new StringBuilder(), (css, level) => css.Append(Rule(level, palette.At(level))))
            .ToString();

    private static string Rule(int level, Rgb ground) =>
        $".{(level < 0 ? $"a{-level}" : $"f{level}")}{{background:{ground.Hex};color:{ground.Ink.Hex}}}\n";
}
