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
        HeatmapSet Set(ImmutableArray<Heatmap> heatmaps) => new(heatmaps, palette, scale(heatmaps), "");
        void Draw(HeatmapSet set, Heatmap heatmap) =>
            Console.Out.Write(TerminalHeatmap.Of(set, heatmap, colouring, width));
        void End(ImmutableArray<Heatmap> heatmaps)
        {
            if (!heatmaps.IsEmpty)
                Console.Out.Write(TerminalHeatmap.Legend(Set(heatmaps), colouring, width));
            Console.Out.Flush();
        }

        if (waits)
        {
            var whole = HeatmapSheet.OfAll(
                make,
                heatmaps =>
                {
                    var set = Set(heatmaps);
                    foreach (var heatmap in heatmaps)
                        Draw(set, heatmap);
                    End(heatmaps);
                }
            );
            return new OpenSheet(whole, whole.Add);
        }

        // Of what was drawn the last is enough for the legend: memory does not grow with the sentences.
        var last = ImmutableArray<Heatmap>.Empty;
        var sheet = new HeatmapSheet(
            make,
            heatmap =>
            {
                last = [heatmap];
                Draw(Set(last), heatmap);
            },
            () => End(last)
        );
        return new OpenSheet(sheet, sheet.Add);
    }
}
