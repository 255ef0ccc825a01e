using System.Collections.Immutable;
using LanguageExt;
using LrpFunctional.Reports.Colours;

namespace LrpFunctional.Reports.Heatmaps;

/// <summary>What stands beside heatmaps, in words.</summary>
internal static class Captions
{
    /// <summary>The sentence: "sentence 3 (id), predicted positive (3) with 93 %, label negative (1)".</summary>
    public static string Of(Heatmap heatmap) =>
        Sentence(heatmap.Number, heatmap.Id, heatmap.Predicted, heatmap.Probability, heatmap.Label);

    /// <summary>The same of a sentence whose pairs are drawn.</summary>
    public static string Of(PairHeatmap heatmap) =>
        Sentence(heatmap.Number, heatmap.Id, heatmap.Predicted, heatmap.Probability, heatmap.Label);

    /// <summary>The square: "shapley for positive (3): strongest not · good −0.53 (exact up to 12 words)".</summary>
    public static string Of(PairGrid grid) =>
        $"{grid.Method} for {grid.Target}: "
        + grid.Strongest.Match(
            pair => $"strongest {grid.Words[pair.Row]} · {grid.Words[pair.Column]} {Numbers.Signed(pair.Value)}",
            () => "no pairs"
        )
        + (grid.Settings.Length > 0 ? $" ({grid.Settings})" : "");

    /// <summary>The strip: "lrp for positive (3): 2.73 = words 2.50 + left over 0.23".</summary>
    public static string Of(Strip strip) =>
        $"{strip.Method} for {strip.Target}: "
        + string.Join(
            ", ",
            [
                .. strip.Value.Map(Numbers.Plain),
                .. strip.IsSigned || strip.Value.IsNone
                    ? [$"{(strip.Grid.IsSome ? "steps" : "words")} {Numbers.Plain(strip.Sum)}"]
                    : Array.Empty<string>(),
                .. strip.Leftover.Filter(_ => strip.IsSigned).Map(left => $"left over {Numbers.Plain(left)}"),
            ]
        )
        + (strip.Settings.Length > 0 ? $" ({strip.Settings})" : "");

    /// <summary>What the colours say, each with its shade: for, against, and what a full colour is (0).</summary>
    public static ImmutableArray<(double Shade, string Text)> Legend(HeatmapSet set) =>
        [
            .. set.Heatmaps.SelectMany(heatmap => heatmap.Strips).All(strip => !strip.IsSigned)
                ? [(1, $"{set.Palette.ForName}: how strongly the output reacts")]
                : new[] { (1.0, $"{set.Palette.ForName}: for"), (-1.0, $"{set.Palette.AgainstName}: against") },
            (0, Full(set.Scale)),
        ];

    /// <summary>What the colours of squares of pairs say, each with its shade.</summary>
    public static ImmutableArray<(double Shade, string Text)> Legend(Palette palette) =>
        [
            (1, $"{palette.ForName}: together more than one by one"),
            (-1, $"{palette.AgainstName}: together less"),
            (0, "full colour: the largest of each square"),
        ];

    /// <summary>The same in a line.</summary>
    public static string LegendLine(HeatmapSet set) => string.Join(" · ", Legend(set).Select(part => part.Text));

    private static string Sentence(
        int number,
        Option<string> id,
        string predicted,
        Option<double> probability,
        Option<string> label
    ) =>
        string.Concat([
            $"sentence {number}",
            id.Match(own => $" ({own})", () => ""),
            $", predicted {predicted}",
            probability.Match(of => $" with {Numbers.Percent(of)}", () => ""),
            label.Match(of => $", label {of}", () => ""),
        ]);

    private static string Full(Scale scale) =>
        scale.Largest.Match(
            largest =>
                $"full colour: {Numbers.Plain(largest)}"
                + (scale.Name == Scale.Set(largest).Name ? ", the largest of the set" : ""),
            () => "full colour: the largest of each row"
        );
}
