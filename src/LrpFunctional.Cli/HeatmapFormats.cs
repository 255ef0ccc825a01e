using System.Collections.Immutable;
using LrpFunctional.Reports.Heatmaps;
using LrpFunctional.Reports.Html;
using LrpFunctional.Reports.Latex;
using LrpFunctional.Reports.Markdown;
using LrpFunctional.Reports.Svg;

namespace LrpFunctional.Cli;

/// <summary>Writes heatmaps to an open file: as a text, or as bytes.</summary>
internal delegate void HeatmapWriter(HeatmapSet set, TextWriter writer, Stream stream);

/// <summary>What heatmaps are written as, by the ending of their file.</summary>
internal static class HeatmapFormats
{
    private static readonly ImmutableArray<(string Ending, Func<HeatmapSet, string> Of)> Texts =
    [
        (".html", HtmlPage.Of),
        (".svg", set => SvgHeatmap.Of(set)),
        (".tex", LatexHeatmap.Of),
        (".md", MarkdownHeatmap.Of),
    ];

    /// <summary>The endings that there are: .html, .svg, ….</summary>
    public static string Endings { get; } =
        string.Join(", ", [.. Texts.Select(format => format.Ending), PngFile.Ending]);

    /// <summary>How heatmaps are written to a file of this name.</summary>
    /// <param name="option">The option that names it, for messages.</param>
    /// <param name="path">The file.</param>
    /// <param name="dots">Dots of a picture for each of its points.</param>
    /// <exception cref="FaultException">Its ending is none that there is, or nothing can draw here.</exception>
    public static HeatmapWriter OfFile(string option, string path, double dots)
    {
        if (PngFile.Is(path))
            return PngFile.Writer($"{option} {Printable.Value(path)}", dots);
        var format = Texts.FirstOrDefault(each => path.EndsWith(each.Ending, StringComparison.OrdinalIgnoreCase));
        return format.Of is null
            ? throw new FaultException(
                new Fault(
                    $"{option} {Printable.Value(path)}",
                    $"its ending is none of {Endings}",
                    "name a file of such an ending; lrp explain writes tables"
                )
            )
            : (set, writer, _) => writer.Write(format.Of(set));
    }
}
