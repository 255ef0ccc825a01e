using System.Text;
using LrpFunctional.Reports.Heatmaps;

namespace LrpFunctional.Reports.Markdown;

/// <summary>Heatmaps for places that have no colours: what speaks for is bold, what speaks against is italic.</summary>
public static class MarkdownHeatmap
{
    /// <summary>The document.</summary>
    public static string Of(HeatmapSet set)
    {
        var markdown = new StringBuilder();
        foreach (var heatmap in set.Heatmaps)
        {
            markdown.Append($"### {MarkdownText.Of(Captions.Of(heatmap))}\n\n");
            foreach (var strip in heatmap.Strips)
                markdown
                    .Append($"{MarkdownText.Of(Captions.Of(strip))}\n\n> ")
                    .Append(Words(set, strip))
                    .Append("\n\n");
        }

        return markdown
            .Append("**for** *against*, with the numbers of words that have a twentieth at least\n")
            .ToString();
    }

    private static string Words(HeatmapSet set, Strip strip)
    {
        var shades = set.Shades(strip);
        var words = strip.Cells.Select(cell =>
        {
            var shade = shades(cell.Relevance);
            var mark =
                !Shown.HasSign(shade) ? ""
                : shade < 0 ? "*"
                : "**";
            var number = mark.Length == 0 ? "" : $"<sup>{Numbers.Signed(cell.Relevance)}</sup>";
            return $"{(cell.Before.Length == 0 ? "" : " ")}{mark}{MarkdownText.Of(cell.Text)}{mark}{number}";
        });
        return string.Concat(words).Trim();
    }
}
