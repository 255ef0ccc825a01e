using LrpFunctional.Reports.Colours;
using LrpFunctional.Reports.Heatmaps;
using Spectre.Console;

namespace LrpFunctional.Reports.Terminal;

/// <summary>How a word looks on a terminal: by colour, and by a line under what speaks against.</summary>
internal static class WordStyle
{
    private const double Strong = 2.0 / 3;
    private const double Medium = 1.0 / 3;

    /// <summary>The style of a shade.</summary>
    public static Style Of(double shade, bool isSigned, Palette palette, Colouring colouring) =>
        colouring switch
        {
            Colouring.Signs => Style.Plain,
            Colouring.Sixteen => OfSixteen(shade, palette).Combine(Lines(shade, isSigned)),
            Colouring.Palette256 => OfMany(shade, palette, ColourCube.Nearest).Combine(Lines(shade, isSigned)),
            _ => OfMany(shade, palette, Exactly).Combine(Lines(shade, isSigned)),
        };

    // What is next to nothing keeps the terminal's own ground, be it light or dark.
    private static Style OfMany(double shade, Palette palette, Func<Rgb, Color> colour)
    {
        if (!Shown.HasSign(shade))
            return Style.Plain;
        var ground = palette.Of(shade);
        return new Style(colour(ground.Ink), colour(ground));
    }

    // Grounds for the strongest, inks for what is weaker, and nothing for what is next to nothing.
    private static Style OfSixteen(double shade, Palette palette)
    {
        var (hue, dark) =
            shade < 0 ? (Color.Blue, Color.Navy)
            : palette == Palette.RedBlue ? (Color.Red, Color.Maroon)
            : (Color.Yellow, Color.Olive);
        return Math.Abs(shade) switch
        {
            >= Strong => new Style(Color.White, dark, Decoration.Bold),
            >= Medium => new Style(hue, null, Decoration.Bold),
            _ when Shown.HasSign(shade) => new Style(hue),
            _ => Style.Plain,
        };
    }

    private static Style Lines(double shade, bool isSigned) =>
        isSigned && shade < 0 && Shown.HasSign(shade) ? new Style(decoration: Decoration.Underline) : Style.Plain;

    private static Color Exactly(Rgb rgb) => new(rgb.Red, rgb.Green, rgb.Blue);
}
