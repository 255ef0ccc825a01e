using System.Collections.Immutable;
using LanguageExt;
using LrpFunctional.Explanations;
using LrpFunctional.Formats.Models;
using LrpFunctional.Laboratory.Faithfulness;
using LrpFunctional.Laboratory.Faithfulness.Experiments;
using LrpFunctional.Methods;
using LrpFunctional.Numerics;
using LrpFunctional.Sequences;
using LrpFunctional.Tests.Reference;

namespace LrpFunctional.Tests.Laboratory.Faithfulness;

/// <summary>What does relevance say of a group of sentences?</summary>
public sealed class GroupMapsTests
{
    private static Sentence Of(string text, string group) => CountedWords.Sentence(text, 1) with { Id = group };

    [Fact]
    public void Means_spreads_and_counts_are_those_worked_out_by_hand()
    {
        // Both are predicted positive: "good" says 1, "bad" −1, "the" nothing.
        var bench = CountedWords.Bench(
            [Of("good the", "ann"), Of("good", "ben"), Of("the good good", "ann")],
            CountedWords.Knowing
        ) with
        {
            By = "subject",
        };
        var cells = WordsAndMaps.Experiment.Run(bench).OrThrow().Groups;
        Assert.Equal(
            [
                // Sums of 1 and 2: a mean of 1.5, a spread of √(0.25 + 0.25).
                ("ann", 0, 1.5, Math.Sqrt(0.5), 2),
                ("ann", 1, 0.5, Math.Sqrt(0.5), 2),
                ("ann", 2, 0.5, Math.Sqrt(0.5), 2),
                ("ann", 3, 1, double.NaN, 1),
                ("ben", 0, 1, double.NaN, 1),
                ("ben", 1, 1, double.NaN, 1),
            ],
            cells.Select(cell =>
                (cell.Group, cell.Position.IfNone(0), cell.Mean, cell.Spread.IfNone(double.NaN), cell.Count)
            )
        );
        Assert.All(cells, cell => Assert.Equal(("knowing", Option<int>.None), (cell.Method, cell.Feature)));
    }

    [Fact]
    public void Numbers_have_a_map_of_positions_and_features_whose_features_add_up_to_the_step()
    {
        var network = ModelFiles.Read(Repository.At("model", "arithmetic", "sum")).OrThrow().Network;
        ImmutableArray<Sentence> sentences =
        [
            .. new[] { ("old", 0.5), ("young", 0.75), ("old", 1.0) }.Select(one =>
                Sentence.Of(Matrix.Of(2, 2, [0, one.Item2, -0.5, 0.25]), Option<int>.None) with
                {
                    Id = one.Item1,
                }
            ),
        ];
        var bench = new Bench(network, sentences, [Gradient.TimesInput], Erasing.Zero, 1, ExplainOptions.Default)
        {
            By = "age",
        };
        var findings = WordsAndMaps.Experiment.Run(bench).OrThrow();
        Assert.Equal("3 sentences in 2 groups by age", findings.Basis);
        Assert.Equal(2 * (1 + 2) * (1 + 2), findings.Groups.Length);

        // Gradient × input, feature by feature, of the two old ones.
        var old = Gradient
            .TimesInput.Explain(
                network,
                [sentences[0], sentences[2]],
                Target.Predicted,
                ExplainOptions.Default with
                {
                    Detail = Detail.Features,
                }
            )
            .Select(one => one.Features.IfNone(Matrix.Zero(0, 0)))
            .ToArray();
        Assert.All(
            findings.Groups.Where(cell => cell.Group == "old" && cell.Position.IsSome && cell.Feature.IsSome),
            cell =>
            {
                var (step, feature) = (cell.Position.IfNone(0) - 1, cell.Feature.IfNone(0));
                Assert.Equal((old[0][step, feature] + old[1][step, feature]) / 2, cell.Mean, 12);
                Assert.Equal(
                    Math.Abs(old[0][step, feature] - old[1][step, feature]) / Math.Sqrt(2),
                    cell.Spread.IfNone(double.NaN),
                    12
                );
            }
        );
        Assert.All(
            findings.Groups.GroupBy(cell => (cell.Group, cell.Position)),
            of =>
                Assert.Equal(
                    of.Single(cell => cell.Feature.IsNone).Mean,
                    of.Where(cell => cell.Feature.IsSome).Sum(cell => cell.Mean),
                    12
                )
        );
    }
}
