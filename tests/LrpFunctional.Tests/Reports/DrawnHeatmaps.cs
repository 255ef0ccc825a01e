using System.Collections.Immutable;
using LanguageExt;
using LrpFunctional.Explanations;
using LrpFunctional.Formats.Models;
using LrpFunctional.Formats.Sentences;
using LrpFunctional.Methods;
using LrpFunctional.Networks;
using LrpFunctional.Numerics;
using LrpFunctional.Reports.Colours;
using LrpFunctional.Reports.Heatmaps;
using LrpFunctional.Tests.Reference;

namespace LrpFunctional.Tests.Reports;

/// <summary>Heatmaps to look at.</summary>
internal static class DrawnHeatmaps
{
    /// <summary>A text by two methods, one of them without a sign, and a sequence of numbers.</summary>
    public static HeatmapSet Set { get; } = Drawn();

    /// <summary>The pairs of three words, of thirteen, and of one step.</summary>
    public static ImmutableArray<PairHeatmap> Pairs { get; } = [Pair(1, 3), Pair(2, 13), Pair(3, 1)];

    // Numbers that are easy to follow: (i − j) / 10 of words i and j, below zero where both are even.
    private static PairHeatmap Pair(int number, int words)
    {
        double Of(int row, int column) => Math.Abs(row - column) / 10.0 * (row % 2 == 0 && column % 2 == 0 ? -1 : 1);
        return new PairHeatmap(
            number,
            "<id>",
            "negative (1)",
            "positive (3)",
            0.5,
            [
                new PairGrid(
                    "shapley",
                    "positive (3)",
                    "seed 0",
                    [.. Enumerable.Range(1, words).Select(word => word == 2 ? "<b>GREAT</b>" : $"w{word}")],
                    Matrix.Of(
                        words,
                        words,
                        [
                            .. from row in Enumerable.Range(0, words)
                            from column in Enumerable.Range(0, words)
                            select Of(row, column),
                        ]
                    ),
                    words == 3 ? Matrix.Constant(3, 3, 0.01) : Option<Matrix>.None
                ),
            ]
        );
    }

    private static HeatmapSet Drawn()
    {
        var model = ModelFiles.Read(Repository.At("model")).OrThrow();
        var encoder = new SentenceEncoder(model.Network, model.Config.Tokenisation, UnknownWordPolicy.Zero);
        var sentence = encoder.Text("here", "I can't say it's  \"<b>GREAT</b>\" & fun.", Option<int>.Some(1)).OrThrow();
        var words = Pipelines
            .Explain([Lrp.Default, Gradient.Sensitivity], model.Network, [sentence], Target.Predicted)
            .Single();
        var numbers = RandomNetworks.Create(units: 3, inputSize: 2, classes: 2, directions: 1, Matrix.Zero(0, 2));
        var steps = Pipelines
            .Explain(
                [Gradient.TimesInput],
                numbers,
                [LrpFunctional.Sequences.Sentence.Of(Matrix.Of(3, 2, [0.5, -1, 2, 0.25, -0.75, 1]), Option<int>.None)],
                Target.Predicted,
                new ExplainOptions { Detail = Detail.Features }
            )
            .Single();
        Heatmap Heatmap(int number, ImmutableArray<Explanation> explanations, ImmutableArray<string> classes) =>
            LrpFunctional.Reports.Heatmaps.Heatmap.Of(
                number,
                explanations,
                Naming.Of(classes),
                Granularities.Words,
                Merges.Sum
            );
        return new HeatmapSet(
            [Heatmap(1, words, model.Network.Classes), Heatmap(2, steps, numbers.Classes)],
            Palette.RedBlue,
            Scale.Sentence,
            "{\n  \"program\": \"<lrp>\"\n}"
        );
    }
}
