using System.Collections.Immutable;
using LrpFunctional.Reports.Heatmaps;
using LrpFunctional.Reports.Html;
using LrpFunctional.Reports.Latex;
using LrpFunctional.Reports.Markdown;
using LrpFunctional.Reports.Svg;

namespace LrpFunctional.Cli;

/// <summary>What heatmaps are written as, by the ending of their file.</summary>
internal static class HeatmapFormats
{
    // Libraries that draw text bring along native code of a hundred megabytes, and fonts that a server lacks.
    private const string Picture = ".png";

    private static readonly ImmutableArray<(string Ending, Func<HeatmapSet, string> Of)> All =
    [
        (".html", HtmlPage.Of),
        (".svg", set => SvgHeatmap.Of(set)),
        (".tex", LatexHeatmap.Of),
        (".md", MarkdownHeatmap.Of),
    ];

    /// <summary>The endings that there are: .html, .svg, ….</summary>
    public static string Endings { get; } = string.Join(", ", All.Select(format => format.Ending));

    /// <summary>How heatmaps are written to a file of this name.</summary>
    /// <exception cref="FaultException">Its ending is none that there is.</exception>
    public static Func<HeatmapSet, string> OfFile(string option, string path) =>
        All.FirstOrDefault(format => path.EndsWith(format.Ending, StringComparison.OrdinalIgnoreCase)).Of
        ?? throw new FaultException(
            new Fault(
                $"{option} {Printable.Value(path)}",
                $"its ending is none of {Endings}",
                path.EndsWith(Picture, StringComparison.OrdinalIgnoreCase)
                    ? "write .svg, which a browser or rsvg-convert turns into .png"
                    : "name a file of such an ending; lrp explain writes tables"
            )
        );
}
