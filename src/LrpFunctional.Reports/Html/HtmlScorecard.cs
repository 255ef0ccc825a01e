using System.Text;
using LrpFunctional.Reports.Colours;
using LrpFunctional.Reports.Scorecards;

namespace LrpFunctional.Reports.Html;

/// <summary>What several experiments found as one page without a script.</summary>
public static class HtmlScorecard
{
    /// <summary>The page.</summary>
    public static string Of(Scorecard card)
    {
        var body = new StringBuilder("<nav>")
            .AppendJoin(
                ' ',
                card.Sections.Select(section =>
                    $"<a href=\"#{HtmlText.Of(section.Name)}\">{HtmlText.Of(section.Name)}</a>"
                )
            )
            .Append("</nav>\n<section><dl>");
        foreach (var (name, value) in card.Facts)
            body.Append($"<div><dt>{HtmlText.Of(name)}</dt><dd>{HtmlText.Of(value)}</dd></div>\n");
        body.Append("</dl></section>\n");
        foreach (var section in card.Sections)
            body.Append(Section(section));
        return HtmlDocument.Of(
            card.Title,
            HtmlStyle.Of(Palette.RedBlue, []),
            script: "",
            body.Append(HtmlFigures.Record(card.Record)).ToString()
        );
    }

    private static string Section(ScorecardSection section) =>
        new StringBuilder($"<section id=\"{HtmlText.Of(section.Name)}\"><h2>{HtmlText.Of(section.Name)}</h2>\n")
            .Append($"<p>{HtmlText.Of(section.Meaning)}</p>\n<p>{HtmlText.Of(section.Basis)}</p>\n")
            .AppendJoin('\n', section.Pictures.Select(picture => $"<figure class=\"wide\">{picture}</figure>"))
            .AppendJoin('\n', section.Tables.Select(Table))
            .Append("</section>\n")
            .ToString();

    private static string Table(ScorecardTable table)
    {
        var html = new StringBuilder("<div class=\"wide\" tabindex=\"0\"><table><caption>")
            .Append($"{HtmlText.Of(table.Caption)}</caption><thead><tr>")
            .AppendJoin("", table.Columns.Select(column => $"<th scope=\"col\">{HtmlText.Of(column)}</th>"))
            .Append("</tr></thead><tbody>\n");
        foreach (var row in table.Rows)
            html.Append($"<tr><th scope=\"row\">{HtmlText.Of(row[0])}</th>")
                .AppendJoin("", row.Skip(1).Select(cell => $"<td>{HtmlText.Of(cell)}</td>"))
                .Append("</tr>\n");
        return html.Append("</tbody></table></div>\n").ToString();
    }
}
