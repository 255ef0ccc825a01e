using LrpFunctional.Reports.Heatmaps;

namespace LrpFunctional.Reports.Html;

/// <summary>Heatmaps as one page without a script.</summary>
public static class HtmlPage
{
    /// <summary>The page.</summary>
    public static string Of(HeatmapSet set) =>
        HtmlDocument.Of(
            "Explanations",
            HtmlStyle.Of(set.Palette, HtmlFigures.Levels(set)),
            script: "",
            HtmlFigures.Legend(set)
                + string.Concat(set.Heatmaps.Select(heatmap => Article(set, heatmap)))
                + HtmlFigures.Record(set.Record)
        );

    private static string Article(HeatmapSet set, Heatmap heatmap) =>
        $"<article id=\"s{heatmap.Number}\">\n<h2>{HtmlText.Of(Captions.Of(heatmap))}</h2>\n"
        + string.Concat(heatmap.Strips.Select(strip => HtmlFigures.Figure(set, strip)))
        + "</article>\n";
}
