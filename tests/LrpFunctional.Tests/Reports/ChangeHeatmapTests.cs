using System.Collections.Immutable;
using LanguageExt;
using LrpFunctional.Explanations;
using LrpFunctional.Reports.Colours;
using LrpFunctional.Reports.Heatmaps;
using LrpFunctional.Reports.Html;
using LrpFunctional.Reports.Terminal;

namespace LrpFunctional.Tests.Reports;

/// <summary>A change is looked at: before, now, and what lies between.</summary>
public sealed class ChangeHeatmapTests
{
    [Fact]
    public void Three_strips_are_what_was_what_is_and_the_difference()
    {
        var heatmap = Drawn(Explained("lrp", [1, -2]), Explained("lrp", [1.5, -2]));
        Assert.Equal(["before: lrp", "now: lrp", "difference: lrp"], heatmap.Strips.Select(strip => strip.Method));
        Assert.Equal([0.5, 0], heatmap.Strips[2].Cells.Select(cell => cell.Relevance));
        var set = new HeatmapSet([heatmap], Palette.RedBlue, Scale.Sentence, "");
        Assert.Equal(
            """
            sentence 3 (x), predicted class 1
            before: lrp for 1: words −1
            w0(+1) w1(−2)
            now: lrp for 1: words −0.5
            w0(+1.5) w1(−2)
            difference: lrp for 1: words 0.5
            w0(+0.5) w1


            """,
            TerminalHeatmap.Of(set, heatmap, Colouring.Signs, 80)
        );
        Assert.Contains("data-r=\"+0.5\">w0</span>", HtmlPage.Of(set), StringComparison.Ordinal);
    }

    [Fact]
    public void There_is_no_difference_between_numbers_of_two_classes()
    {
        var heatmap = Drawn(Explained("lrp", [1, -2]), Explained("lrp", [1, -2]) with { Predicted = 0, Target = "0" });
        Assert.Equal(2, heatmap.Strips.Length);
        Assert.Equal("class 0, before class 1", heatmap.Predicted);
    }

    [Fact]
    public void The_difference_of_sizes_has_a_sign()
    {
        var heatmap = Drawn(Explained("sa", [1, 2]), Explained("sa", [0.5, 2]));
        Assert.Equal([false, false, true], heatmap.Strips.Select(strip => strip.IsSigned));
    }

    [Fact]
    public void Of_a_long_sentence_those_are_drawn_that_are_around_the_farthest()
    {
        ImmutableArray<double> before = [.. Enumerable.Repeat(1.0, 1000)];
        var heatmap = Drawn(Explained("lrp", before), Explained("lrp", before.SetItem(700, 3)));
        Assert.All(heatmap.Strips, strip => Assert.Equal(200, strip.Cells.Length));
        Assert.All(heatmap.Strips, strip => Assert.Equal("601 to 800 of 1000", strip.Settings));
        Assert.Equal(2, heatmap.Strips[2].Cells[100].Relevance);
        Assert.Equal("w700", heatmap.Strips[2].Cells[100].Text);
    }

    private static Heatmap Drawn(KeptExplanation before, KeptExplanation now) =>
        ChangeHeatmap.Of(new KeptSentence("", 3, "x", [now]), before, now);

    private static KeptExplanation Explained(string method, ImmutableArray<double> relevances) =>
        new(Option<int>.None, 1, "1", method, [.. relevances.Select((_, at) => $"w{at}")], relevances);
}
