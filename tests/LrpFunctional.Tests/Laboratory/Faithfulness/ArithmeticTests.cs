using LrpFunctional.Laboratory.Faithfulness;
using LrpFunctional.Laboratory.Faithfulness.Experiments;
using LrpFunctional.Methods;
using LrpFunctional.Training.Tasks;

namespace LrpFunctional.Tests.Laboratory.Faithfulness;

/// <summary>Does an explanation of a sum say what was added?</summary>
public sealed class ArithmeticTests
{
    [Fact]
    public void Correlations_are_those_worked_out_by_hand()
    {
        // Σ (x − 2.5)(y − 2.5) = 4 of 5 and 5.
        var one = ResampledCorrelation.Of(
            [
                [1, 2, 3, 4],
            ],
            [1, 3, 2, 4],
            1
        );
        Assert.Equal(0.8, one.Value, 12);
        Assert.Equal(
            -0.8,
            ResampledCorrelation
                .Of(
                    [
                        [4, 3, 2, 1],
                    ],
                    [1, 3, 2, 4],
                    1
                )
                .Value,
            12
        );
        Assert.Equal(
            0,
            ResampledCorrelation
                .Of(
                    [
                        [4, 3, 2, 1],
                        [1, 2, 3, 4],
                    ],
                    [1, 3, 2, 4],
                    1
                )
                .Value,
            12
        );

        // Whoever says the same of all says nothing, whatever rounding leaves of it.
        Assert.Equal(
            0,
            ResampledCorrelation
                .Of(
                    [
                        [0.1, 0.1, 0.1, 0.1],
                    ],
                    [1, 3, 2, 4],
                    1
                )
                .Value
        );
    }

    [Fact]
    public void Intervals_cover_the_correlation_and_a_difference_from_itself_is_none()
    {
        double[] numbers = [.. Enumerable.Range(0, 200).Select(at => Math.Sin(at * 1.7))];
        double[] truth = [.. numbers.Select((number, at) => number + Math.Sin(at * at))];
        var one = ResampledCorrelation.Of(
            [
                [.. numbers],
            ],
            [.. truth],
            1
        );

        // Of as many numbers of a Gaussian, Fisher's interval is tanh(artanh r ± 1.96 / √197).
        var (low, high) = (
            Math.Tanh(Math.Atanh(one.Value) - (1.96 / Math.Sqrt(197))),
            Math.Tanh(Math.Atanh(one.Value) + (1.96 / Math.Sqrt(197)))
        );
        Assert.InRange(one.Estimate.Low, low - 0.04, low + 0.04);
        Assert.InRange(one.Estimate.High, high - 0.04, high + 0.04);
        Assert.Equal(new Estimate(0, 0, 0, 200), one.Minus(one));
        Assert.True(
            one.Minus(
                ResampledCorrelation.Of(
                    [
                        [.. numbers.Select(number => -number)],
                    ],
                    [.. truth],
                    1
                )
            ).Low > 1
        );
    }

    [Fact]
    public void The_share_elsewhere_is_that_worked_out_by_hand()
    {
        Assert.Equal(0.3, Arithmetic.Elsewhere([1, -2, 4, 3], [2, 3]), 12);
        Assert.Equal(0.5, Arithmetic.Elsewhere([0, 0, 0, 0], [2, 3]));
    }

    [Fact]
    public void Relevance_of_all_with_the_usual_rules_says_what_either_number_adds_to_a_sum_or_a_difference()
    {
        var findings = Arithmetic
            .Experiment.Run(
                GroundTruths.Bench(1000, [GeneratedTask.Sum, GeneratedTask.DifferenceByColumns], Lrp.Default)
            )
            .OrThrow();
        Assert.All(
            from task in new[] { "sum", "difference_by_columns" }
            from number in new[] { "R_a", "R_b" }
            from explainer in new[] { "lrp", "lrp all" }
            select (Part: $"{task}: r of {number}", explainer),
            of => Assert.InRange(CountedWords.Of(findings, of.Part, of.explainer).Value.Low, 0.99, 1)
        );
    }

    [Fact]
    public void Who_knows_is_right_and_bad_explainers_score_as_bad()
    {
        var findings = Arithmetic
            .Experiment.Run(
                GroundTruths.Bench(
                    200,
                    [GeneratedTask.Sum],
                    GroundTruths.OfSteps(Lrp.Default.Name, (step, _) => step[1]),
                    GroundTruths.OfSteps("reversed", (step, _) => -step[1]),
                    GroundTruths.OfSteps("constant", (_, _) => 0.5),
                    GroundTruths.OfSteps("elsewhere", (step, _) => step[0])
                )
            )
            .OrThrow();
        double Of(string part, string method) => CountedWords.Of(findings, $"sum: {part}", method).Value.Mean;
        foreach (var number in new[] { "r of R_a", "r of R_b" })
        {
            Assert.Equal(1, Of(number, "lrp"), 12);
            Assert.Equal(-1, Of(number, "reversed"), 12);
            Assert.Equal(0, Of(number, "constant"));
            Assert.Equal(0, Of(number, "elsewhere"));
            Assert.InRange(Of(number, "random"), -0.1, 0.1);
            var ahead = CountedWords.Of(findings, $"sum: {number}", "random").LrpMinusIt;
            Assert.True(ahead.Exists(difference => difference.Low > 0.8));
        }

        // The network itself is off by less than a hundredth.
        Assert.InRange(Of("|y − R_a − R_b|", "lrp"), 0, 0.01);
        Assert.InRange(Of("|y − R_a − R_b|", "reversed"), 1, 3);
        Assert.InRange(Of("|y − R_a − R_b|", "random"), 1, 3);
        Assert.Equal(0, Of("share elsewhere", "lrp"));
        Assert.Equal(1, Of("share elsewhere", "elsewhere"));
        Assert.InRange(Of("share elsewhere", "random"), 0.6, 0.8);
    }

    [Fact]
    public void All_relevance_to_the_signal_says_what_was_added_where_columns_tell_the_numbers()
    {
        var findings = Arithmetic
            .Experiment.Run(
                GroundTruths.Bench(300, [GeneratedTask.Sum, GeneratedTask.DifferenceByColumns], Lrp.Default)
            )
            .OrThrow();
        foreach (var task in new[] { "sum", "difference_by_columns" })
        {
            foreach (var number in new[] { "r of R_a", "r of R_b" })
            {
                double Of(string method) => CountedWords.Of(findings, $"{task}: {number}", method).Value.Mean;
                Assert.True(Of("lrp all") > 0.99);
                Assert.All(["lrp half", "lrp prop", "lrp abs"], rule => Assert.True(Of(rule) < 0.9));
            }
        }
    }

    [Fact]
    public void Without_a_network_of_a_task_there_is_nothing_to_find() =>
        Assert.True(Arithmetic.Experiment.Run(CountedWords.Bench([])).IsFail);
}
