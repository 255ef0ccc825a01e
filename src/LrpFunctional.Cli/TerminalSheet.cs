using System.Collections.Immutable;
using LrpFunctional.Explanations;
using LrpFunctional.Reports.Colours;
using LrpFunctional.Reports.Heatmaps;
using LrpFunctional.Reports.Terminal;
using Spectre.Console;

namespace LrpFunctional.Cli;

/// <summary>Heatmaps on standard output, sentence by sentence.</summary>
internal static class TerminalSheet
{
    private const int Narrowest = 20;
    private const int WhereUnknown = 80;

    /// <summary>The colours that standard output has: none where it is no terminal, or where NO_COLOR says so.</summary>
    public static Colouring Detected() =>
        Console.IsOutputRedirected
        || Environment.GetEnvironmentVariable("NO_COLOR") is { Length: > 0 }
        || Environment.GetEnvironmentVariable("TERM") is "dumb"
            ? Colouring.Signs
            : AnsiConsole.Profile.Capabilities.ColorSystem switch
            {
                ColorSystem.TrueColor => Colouring.True,
                ColorSystem.EightBit => Colouring.Palette256,
                ColorSystem.NoColors => Colouring.Signs,
                _ => Colouring.Sixteen,
            };

    /// <summary>How many columns there are.</summary>
    public static int Width() =>
        Console.IsOutputRedirected ? WhereUnknown : Math.Max(Narrowest, AnsiConsole.Profile.Width);

    /// <summary>A sheet that draws them.</summary>
    /// <param name="make">One heatmap of a sentence's number and explanations.</param>
    /// <param name="palette">The colours.</param>
    /// <param name="scale">The scale of all heatmaps.</param>
    /// <param name="waits">Whether the scale is known only when all heatmaps are.</param>
    /// <param name="colouring">How many colours there are.</param>
    /// <param name="width">How many columns a line has.</param>
    public static OpenSheet Open(
        Func<int, ImmutableArray<Explanation>, Heatmap> make,
        Palette palette,
        Func<ImmutableArray<Heatmap>, Scale> scale,
        bool waits,
        Colouring colouring,
        int width
    )
    {
        void Draw(HeatmapSet set, Heatmap heatmap) =>
            Console.Out.Write(TerminalHeatmap.Of(set, heatmap, colouring, width));
        var sheet = new HeatmapSheet(
            make,
            heatmap =>
            {
                if (!waits)
                    Draw(new HeatmapSet([heatmap], palette, scale([heatmap]), ""), heatmap);
            },
            heatmaps =>
            {
                var set = new HeatmapSet(heatmaps, palette, scale(heatmaps), "");
                foreach (var heatmap in waits ? heatmaps : [])
                    Draw(set, heatmap);
                if (!heatmaps.IsEmpty)
                    Console.Out.Write(TerminalHeatmap.Legend(set, colouring, width));
                Console.Out.Flush();
            }
        );
        return new OpenSheet(sheet, sheet.Add);
    }
}
