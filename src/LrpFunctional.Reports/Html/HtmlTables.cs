using System.Collections.Immutable;
using System.Text;
using LrpFunctional.Reports.DataSets;
using LrpFunctional.Reports.Heatmaps;

namespace LrpFunctional.Reports.Html;

/// <summary>The tables of a report.</summary>
internal static class HtmlTables
{
    /// <summary>How often each class was predicted for each label; nothing where there are no labels.</summary>
    public static string Confusion(Confusion confusion)
    {
        if (confusion.Labelled == 0)
            return "";
        var (right, of) = (confusion.Right, confusion.Labelled);
        var html = new StringBuilder("<section id=\"accuracy\"><h2>How right it is</h2>\n<p>")
            .Append(HtmlText.Of($"accuracy {Numbers.Percent((double)right / of)}, {right} of {of}"))
            .Append(
                "</p>\n<div class=\"wide\" tabindex=\"0\"><table><caption>labels down, predictions across</caption>"
            )
            .Append("<thead><tr><td></td>");
        foreach (var name in confusion.Classes)
            html.Append($"<th scope=\"col\">{HtmlText.Of(name)}</th>");
        html.Append("</tr></thead><tbody>\n");
        foreach (var (label, row) in confusion.Classes.Zip(confusion.Counts))
        {
            html.Append($"<tr><th scope=\"row\">{HtmlText.Of(label)}</th>");
            foreach (var (name, count) in confusion.Classes.Zip(row))
                html.Append(name == label ? $"<td><strong>{count}</strong></td>" : $"<td>{count}</td>");
            html.Append("</tr>\n");
        }

        return html.Append("</tbody></table></div></section>\n").ToString();
    }

    /// <summary>The words that matter most, method by method and target by target.</summary>
    public static string Words(ImmutableArray<WordMeans> words)
    {
        var html = new StringBuilder();
        foreach (var means in words.Where(means => means.For.Length + means.Against.Length > 0))
        {
            html.Append("<div class=\"wide\" tabindex=\"0\"><table><caption>")
                .Append(HtmlText.Of($"{means.Method} for {means.Target}"))
                .Append("</caption><thead><tr>");
            foreach (var side in means.Against.IsEmpty ? ["word"] : new[] { "for", "against" })
                html.Append($"<th scope=\"col\" class=\"word\">{side}</th>")
                    .Append("<th scope=\"col\">mean</th><th scope=\"col\">times</th>");
            html.Append("</tr></thead><tbody>\n");
            for (var row = 0; row < Math.Max(means.For.Length, means.Against.Length); row++)
                html.Append(
                    $"<tr>{Cells(means.For, row)}{(means.Against.IsEmpty ? "" : Cells(means.Against, row))}</tr>\n"
                );
            html.Append("</tbody></table></div>\n");
        }

        return html.Length == 0
            ? ""
            : $"<section id=\"words\"><h2>Words that matter most</h2>\n<div class=\"plots\">{html}</div></section>\n";
    }

    private static string Cells(ImmutableArray<WordMean> words, int row) =>
        row < words.Length
            ? $"<td class=\"word\">{HtmlText.Of(words[row].Word)}</td><td>{Numbers.Signed(words[row].Mean)}</td>"
                + $"<td>{words[row].Count}</td>"
            : "<td></td><td></td><td></td>";
}
