using System.Text;
using LrpFunctional.Reports.Colours;
using LrpFunctional.Reports.Heatmaps;
using LrpFunctional.Reports.Svg;

namespace LrpFunctional.Reports.Html;

/// <summary>
/// Heatmaps as one page that needs nothing else: no script, nothing from a network, one style sheet that its policy of
/// content security names by hash.
/// </summary>
public static class HtmlPage
{
    /// <summary>The page.</summary>
    public static string Of(HeatmapSet set)
    {
        var levels =
            from heatmap in set.Heatmaps
            from strip in heatmap.Strips
            let shade = set.Shades(strip)
            from cell in strip.Cells
            select Palette.Level(shade(cell.Relevance));
        var legend = Captions.Legend(set);
        var css = HtmlStyle.Of(set.Palette, [.. levels, .. legend.Select(part => Palette.Level(part.Shade))]);
        var html = new StringBuilder();
        html.Append("<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n")
            .Append("<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src ")
            .Append(HtmlStyle.Hash(css))
            .Append("\">\n<meta name=\"viewport\" content=\"width=device-width,initial-scale=1\">\n")
            .Append("<title>Explanations</title>\n<style>")
            .Append(css)
            .Append("</style>\n</head>\n<body>\n<main>\n<h1>Explanations</h1>\n<ul class=\"legend\">");
        foreach (var (shade, text) in legend)
            html.Append($"<li{Classes(shade, isSigned: false)}>{HtmlText.Of(text)}</li>");
        html.Append("</ul>\n");
        foreach (var heatmap in set.Heatmaps)
            Article(html, set, heatmap);
        if (set.Record.Length > 0)
        {
            html.Append("<details><summary>How these were made</summary>\n<pre tabindex=\"0\">");
            foreach (var line in set.Record.Split('\n'))
                html.Append(HtmlText.Of(line)).Append('\n');
            html.Append("</pre></details>\n");
        }

        return html.Append("</main>\n</body>\n</html>\n").ToString();
    }

    private static void Article(StringBuilder html, HeatmapSet set, Heatmap heatmap)
    {
        html.Append($"<article id=\"s{heatmap.Number}\">\n<h2>{HtmlText.Of(Captions.Of(heatmap))}</h2>\n");
        foreach (var strip in heatmap.Strips)
        {
            html.Append($"<figure><figcaption>{HtmlText.Of(Captions.Of(strip))}</figcaption>\n");
            html.Append(
                strip.Grid.Match(
                    grid => $"<div class=\"wide\">{SvgGrid.Of(grid, set.Palette, set.Shades(strip))}</div>",
                    () => Words(set, strip)
                )
            );
            html.Append("</figure>\n");
        }

        html.Append("</article>\n");
    }

    /// <summary>The words of a strip: each says its number on hover and on focus.</summary>
    private static string Words(HeatmapSet set, Strip strip)
    {
        var shades = set.Shades(strip);
        var html = new StringBuilder("<p class=\"words\" dir=\"auto\">");
        foreach (var cell in strip.Cells)
        {
            var shade = shades(cell.Relevance);
            html.Append(HtmlText.Gap(cell.Before)).Append($"<span{Classes(shade, strip.IsSigned)}");
            html.Append($" tabindex=\"0\" data-r=\"{Numbers.Signed(cell.Relevance)}\">{HtmlText.Of(cell.Text)}</span>");
        }

        return html.Append(HtmlText.Gap(strip.After)).Append("</p>\n").ToString();
    }

    private static string Classes(double shade, bool isSigned)
    {
        string[] classes =
        [
            .. Palette.Level(shade) is var level && level == 0 ? [] : new[] { HtmlStyle.Class(level) },
            .. isSigned && Shown.HasSign(shade) ? [shade < 0 ? "n" : "p"] : Array.Empty<string>(),
        ];
        return classes.Length == 0 ? "" : $" class=\"{string.Join(' ', classes)}\"";
    }
}
