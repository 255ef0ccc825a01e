using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Text.Json;
using LrpFunctional.Reports.DataSets;
using LrpFunctional.Reports.Heatmaps;
using LrpFunctional.Reports.Svg;

namespace LrpFunctional.Reports.Html;

/// <summary>
/// A data set on one page: what the model is, how right it is, which words matter, and every sentence. It reads whole
/// without its script, which filters and sorts.
/// </summary>
public static class HtmlReport
{
    // In a large set, a word that came once or twice says little.
    private const int Large = 100;
    private const int LeastOfLarge = 3;

    private static readonly string Script = Resource("report.js");
    private static readonly string TagScript = Resource("tags.js");

    /// <summary>The page.</summary>
    public static string Of(DataReport report)
    {
        var set = report.Heatmaps;
        var strips = set.Heatmaps.SelectMany(heatmap => heatmap.Strips).ToImmutableArray();
        var body = new StringBuilder("<nav><a href=\"#words\">words</a> <a href=\"#all\">sentences</a></nav>\n")
            .Append(Facts("The model", report.Model))
            .Append(HtmlTables.Confusion(Confusion.Of(report.Classes, set.Heatmaps)))
            .Append(HtmlTables.Words(WordMeans.Of(set.Heatmaps, set.Heatmaps.Length < Large ? 1 : LeastOfLarge)));
        foreach (var method in strips.GroupBy(strip => strip.Method))
            body.Append(Plots(method.Key, method));
        if (!report.Ledger.IsEmpty)
            body.Append(
                Facts(
                    "Where scores went, in the mean of absolute values (LRP)",
                    [.. report.Ledger.Select(part => (part.Name, Numbers.Plain(part.Mean)))]
                )
            );
        body.Append(Sentences(report, strips)).Append(HtmlFigures.Record(set.Record));
        return HtmlDocument.Of(
            report.Title,
            HtmlStyle.Of(set.Palette, HtmlFigures.Levels(set)),
            Tags(set).IsEmpty ? Script : Script + TagScript,
            body.ToString()
        );
    }

    private static string Facts(string title, ImmutableArray<(string Name, string Value)> facts) =>
        $"<section><h2>{HtmlText.Of(title)}</h2>\n<dl>"
        + string.Concat(
            facts.Select(fact => $"<div><dt>{HtmlText.Of(fact.Name)}</dt><dd>{HtmlText.Of(fact.Value)}</dd></div>\n")
        )
        + "</dl></section>\n";

    private static string Plots(string method, IEnumerable<Strip> strips)
    {
        var all = strips.ToImmutableArray();
        var positions = Profiles.ByPosition(all);
        return $"<section><h2>{HtmlText.Of($"Spread of {method}")}</h2>\n<div class=\"plots\">"
            + (positions.IsEmpty ? "" : SvgBars.Of(positions, "position", "mean share of |R|"))
            + SvgBars.Of(Profiles.Histogram(all), "relevance", "log₁₀(1 + words)")
            + "</div></section>\n";
    }

    private static string Sentences(DataReport report, ImmutableArray<Strip> strips)
    {
        var html = new StringBuilder("<section id=\"all\"><h2>Sentences</h2>\n").Append(
            HtmlFigures.Legend(report.Heatmaps)
        );
        html.Append("<form hidden>\n<label>text <input name=\"text\" type=\"search\" size=\"16\"></label>\n")
            .Append(Choice("predicted", report.Classes))
            .Append(Choice("label", report.Classes))
            .Append(Choice("right", ["right", "wrong"]))
            .Append(Tags(report.Heatmaps) is { IsEmpty: false } tags ? Choice("tag", tags, least: 1) : "")
            .Append(Choice("method", [.. strips.Select(strip => strip.Method).Distinct()]))
            .Append(Choice("target", [.. strips.Select(strip => strip.Target).Distinct()]))
            .Append("<label>order <select name=\"order\">")
            .Append("<option value=\"number\">as they came</option><option value=\"least\">least sure first</option>")
            .Append("<option value=\"most\">most sure first</option><option value=\"value\">largest output</option>")
            .Append("<option value=\"length\">longest first</option></select></label>\n")
            .Append("</form>\n<p id=\"count\" aria-live=\"polite\"></p>\n<div id=\"sentences\">\n");
        foreach (var heatmap in report.Heatmaps.Heatmaps)
            html.Append(Article(report.Heatmaps, heatmap));
        return html.Append("</div></section>\n").ToString();
    }

    private static ImmutableArray<string> Tags(HeatmapSet set) =>
        [.. set.Heatmaps.SelectMany(heatmap => heatmap.Tags).Distinct().Order(StringComparer.Ordinal)];

    private static string Choice(string name, ImmutableArray<string> values, int least = 2) =>
        values.Length < least
            ? $"<input type=\"hidden\" name=\"{name}\" value=\"\">\n"
            : $"<label>{name} <select name=\"{name}\"><option value=\"\">all</option>"
                + string.Concat(values.Select(value => $"<option>{HtmlText.Of(value)}</option>"))
                + "</select></label>\n";

    private static string Article(HeatmapSet set, Heatmap heatmap)
    {
        var first = heatmap.Strips[0];
        string Value(string name, string value) => $" data-{name}=\"{HtmlText.Of(value)}\"";
        return $"<article id=\"s{heatmap.Number}\""
            + Value("number", Digits(heatmap.Number))
            + Value("predicted", heatmap.Predicted)
            + heatmap.Label.Match(
                label => Value("label", label) + Value("right", label == heatmap.Predicted ? "right" : "wrong"),
                () => ""
            )
            + heatmap.Probability.Match(probability => Value("probability", Digits(probability)), () => "")
            + first.Value.Match(value => Value("value", Digits(value)), () => "")
            + Value("length", Digits(first.Cells.Length))
            + (heatmap.Tags.IsEmpty ? "" : Value("tags", Json(heatmap.Tags)))
            + $">\n<h3>{HtmlText.Of(Captions.Of(heatmap) + Said(heatmap.Tags))}</h3>\n"
            + string.Concat(
                heatmap.Strips.Select(strip =>
                    HtmlFigures.Figure(set, strip, Value("method", strip.Method) + Value("target", strip.Target))
                )
            )
            + "</article>\n";
    }

    private static string Said(ImmutableArray<string> tags) => tags.IsEmpty ? "" : $" · {string.Join(", ", tags)}";

    private static string Json(ImmutableArray<string> tags) =>
        $"[{string.Join(',', tags.Select(tag => $"\"{JsonEncodedText.Encode(Printable.Line(tag))}\""))}]";

    private static string Digits(double number) => number.ToString("R", CultureInfo.InvariantCulture);

    private static string Resource(string name)
    {
        using var stream = typeof(HtmlReport).Assembly.GetManifestResourceStream($"LrpFunctional.Reports.Html.{name}");
        using var reader = new StreamReader(stream!);
        return reader.ReadToEnd();
    }
}
