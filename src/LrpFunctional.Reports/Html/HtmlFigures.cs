using System.Text;
using LrpFunctional.Reports.Colours;
using LrpFunctional.Reports.Heatmaps;
using LrpFunctional.Reports.Svg;

namespace LrpFunctional.Reports.Html;

/// <summary>Heatmaps as parts of a page.</summary>
internal static class HtmlFigures
{
    /// <summary>The levels of colour that a page of heatmaps has.</summary>
    public static IEnumerable<int> Levels(HeatmapSet set) =>
        (
            from heatmap in set.Heatmaps
            from strip in heatmap.Strips
            let shade = set.Shades(strip)
            from cell in strip.Cells
            select Palette.Level(shade(cell.Relevance))
        ).Concat(Captions.Legend(set).Select(part => Palette.Level(part.Shade)));

    /// <summary>What the colours say.</summary>
    public static string Legend(HeatmapSet set) =>
        "<ul class=\"legend\">"
        + string.Concat(
            Captions
                .Legend(set)
                .Select(part => $"<li{Classes(part.Shade, isSigned: false)}>{HtmlText.Of(part.Text)}</li>")
        )
        + "</ul>\n";

    /// <summary>The strip of an explanation with its caption; more attributes can be put to it.</summary>
    public static string Figure(HeatmapSet set, Strip strip, string attributes = "") =>
        $"<figure{attributes}><figcaption>{HtmlText.Of(Captions.Of(strip))}</figcaption>\n"
        + strip.Grid.Match(
            grid => $"<div class=\"wide\">{SvgGrid.Of(grid, set.Palette, set.Shades(strip))}</div>",
            () => Words(set, strip)
        )
        + "</figure>\n";

    /// <summary>How something was made; empty where nobody says.</summary>
    public static string Record(string record) =>
        record.Length == 0
            ? ""
            : "<details><summary>How this was made</summary>\n<pre tabindex=\"0\">"
                + string.Join('\n', record.Split('\n').Select(HtmlText.Of))
                + "</pre></details>\n";

    // A word says its number on hover; on focus all words of the row do.
    private static string Words(HeatmapSet set, Strip strip)
    {
        var shades = set.Shades(strip);
        var html = new StringBuilder("<p class=\"words\" dir=\"auto\" tabindex=\"0\">");
        foreach (var cell in strip.Cells)
        {
            html.Append(HtmlText.Gap(cell.Before))
                .Append($"<span{Classes(shades(cell.Relevance), strip.IsSigned)} ")
                .Append($"data-r=\"{Numbers.Signed(cell.Relevance)}\">{HtmlText.Of(cell.Text)}</span>");
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
