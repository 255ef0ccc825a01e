#if PICTURES
using LrpFunctional.Pictures;
using LrpFunctional.Pictures.Fonts;
#endif

namespace LrpFunctional.Cli;

/// <summary>Heatmaps as PNG, by Skia, which is no part of the native program.</summary>
internal static class PngFile
{
    /// <summary>The ending of such a file.</summary>
    public const string Ending = ".png";

    /// <summary>Whether a file is to be one.</summary>
    public static bool Is(string path) => path.EndsWith(Ending, StringComparison.OrdinalIgnoreCase);

#if PICTURES
    /// <summary>How it is written.</summary>
    /// <param name="_">The option and the file, for messages.</param>
    /// <param name="dots">Dots for each point of the SVG.</param>
    /// <exception cref="FaultException">Words cannot be drawn on this machine.</exception>
    public static HeatmapWriter Writer(string _, double dots)
    {
        PngHeatmap.Check(FontFiles.Folders);
        return (set, _, stream) => stream.Write(PngHeatmap.Of(set, dots, FontFiles.Folders));
    }
#else
    /// <summary>That Skia is not there.</summary>
    /// <exception cref="FaultException">Always.</exception>
    public static HeatmapWriter Writer(string where, double _) =>
        throw new FaultException(
            new Fault(
                where,
                "the native program has no .png",
                "write .svg, which a browser or rsvg-convert turns into .png, or run the build of the SDK: "
                    + "dotnet run -c Release --project src/LrpFunctional.Cli -- show"
            )
        );
#endif
}
