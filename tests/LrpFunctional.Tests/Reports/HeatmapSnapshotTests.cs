using System.Collections.Immutable;
using LrpFunctional.Reports.DataSets;
using LrpFunctional.Reports.Heatmaps;
using LrpFunctional.Reports.Html;
using LrpFunctional.Reports.Latex;
using LrpFunctional.Reports.Markdown;
using LrpFunctional.Reports.Svg;
using LrpFunctional.Reports.Terminal;
using LrpFunctional.Tests.Snapshots;

namespace LrpFunctional.Tests.Reports;

/// <summary>What heatmaps look like, in each of the forms that they have.</summary>
public sealed class HeatmapSnapshotTests
{
    private static readonly ImmutableSortedDictionary<string, Func<HeatmapSet, string>> Forms = new Dictionary<
        string,
        Func<HeatmapSet, string>
    >
    {
        ["html"] = HtmlPage.Of,
        ["report"] = set =>
            HtmlReport.Of(
                new DataReport(
                    "A <small> set",
                    [("layer", "LSTM & more")],
                    ["negative (1)", "positive (3)", "class 0", "class 1"],
                    set,
                    [("score", 1.5), ("words", 1.25)]
                )
            ),
        ["svg"] = set => SvgHeatmap.Of(set),
        ["tex"] = LatexHeatmap.Of,
        ["md"] = MarkdownHeatmap.Of,
        ["pairs-html"] = set => HtmlPairs.Of(DrawnHeatmaps.Pairs, set.Palette, set.Record),
        ["pairs-svg"] = set => SvgPairs.Of(DrawnHeatmaps.Pairs, set.Palette),
        ["terminal-80-signs"] = set => OnTerminal(set, Colouring.Signs, 80),
        ["terminal-80-16"] = set => OnTerminal(set, Colouring.Sixteen, 80),
        ["terminal-80-256"] = set => OnTerminal(set, Colouring.Palette256, 80),
        ["terminal-200-true"] = set => OnTerminal(set, Colouring.True, 200),
    }.ToImmutableSortedDictionary(StringComparer.Ordinal);

    public static TheoryData<string> Names => [.. Forms.Keys];

    /// <summary>The names of the pinned texts.</summary>
    public static IEnumerable<string> Pins => Forms.Keys.Select(Pin);

    [Theory]
    [MemberData(nameof(Names))]
    public void A_heatmap_looks_as_it_did(string form) => Pinned.Match(Pin(form), Forms[form](DrawnHeatmaps.Set));

    private static string Pin(string form) => $"heatmap-{form}";

    private static string OnTerminal(HeatmapSet set, Colouring colouring, int width) =>
        string.Concat(set.Heatmaps.Select(heatmap => TerminalHeatmap.Of(set, heatmap, colouring, width)))
        + TerminalHeatmap.Legend(set, colouring, width);
}
