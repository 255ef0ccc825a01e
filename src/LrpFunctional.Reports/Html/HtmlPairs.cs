using System.Collections.Immutable;
using LrpFunctional.Reports.Colours;
using LrpFunctional.Reports.Heatmaps;
using LrpFunctional.Reports.Svg;

namespace LrpFunctional.Reports.Html;

/// <summary>What each two words do together as one page without a script.</summary>
public static class HtmlPairs
{
    /// <summary>The page.</summary>
    /// <param name="heatmaps">The sentences.</param>
    /// <param name="palette">The colours.</param>
    /// <param name="record">How they were made, as text; empty where nobody says.</param>
    public static string Of(ImmutableArray<PairHeatmap> heatmaps, Palette palette, string record)
    {
        var legend = Captions.Legend(palette).Select(part => (Level: Palette.Level(part.Shade), part.Text));
        return HtmlDocument.Of(
            "Interactions",
            HtmlStyle.Of(palette, legend.Select(part => part.Level)),
            script: "",
            "<ul class=\"legend\">"
                + string.Concat(
                    legend.Select(part =>
                        $"<li{(part.Level == 0 ? "" : $" class=\"{HtmlStyle.Class(part.Level)}\"")}>"
                        + $"{HtmlText.Of(part.Text)}</li>"
                    )
                )
                + "</ul>\n"
                + string.Concat(heatmaps.Select(heatmap => Article(heatmap, palette)))
                + HtmlFigures.Record(record)
        );
    }

    private static string Article(PairHeatmap heatmap, Palette palette) =>
        $"<article id=\"s{heatmap.Number}\">\n<h2>{HtmlText.Of(Captions.Of(heatmap))}</h2>\n"
        + string.Concat(
            heatmap.Grids.Select(grid =>
                $"<figure><figcaption>{HtmlText.Of(Captions.Of(grid))}</figcaption>\n"
                + $"<div class=\"wide\" tabindex=\"0\">{SvgPairs.Of(grid, palette)}</div></figure>\n"
            )
        )
        + "</article>\n";
}
