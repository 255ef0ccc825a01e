using LrpFunctional.Reports.Colours;
using Spectre.Console;

namespace LrpFunctional.Reports.Terminal;

/// <summary>
/// The 6 × 6 × 6 colours among the 256 of a terminal: unlike the first sixteen, no theme gives them other values.
/// </summary>
internal static class ColourCube
{
    private const int First = 16;
    private static ReadOnlySpan<byte> Steps => [0, 95, 135, 175, 215, 255];

    /// <summary>The nearest of them.</summary>
    public static Color Nearest(Rgb rgb) =>
        Color.FromInt32(First + (36 * Step(rgb.Red)) + (6 * Step(rgb.Green)) + Step(rgb.Blue));

    private static int Step(byte channel)
    {
        var nearest = 0;
        for (var step = 1; step < Steps.Length; step++)
            if (Math.Abs(Steps[step] - channel) < Math.Abs(Steps[nearest] - channel))
                nearest = step;
        return nearest;
    }
}
