using System.Collections.Immutable;
using LrpFunctional.Laboratory.Faithfulness;
using LrpFunctional.Laboratory.Faithfulness.Experiments;
using LrpFunctional.Methods;
using LrpFunctional.Training.Tasks;

namespace LrpFunctional.Tests.Laboratory.Faithfulness;

/// <summary>Are the steps that decide found?</summary>
public sealed class KeyStepsTests
{
    [Fact]
    public void Areas_are_those_worked_out_by_hand()
    {
        ImmutableArray<double> numbers = [3, 1, 2, 0];
        Assert.Equal((1, 1), (Areas.Roc(numbers, [0, 2]), Areas.PrecisionRecall(numbers, [0, 2])));

        // Two of four pairs are in order; one of two is sought at the second place, two of three at the third.
        Assert.Equal(0.5, Areas.Roc(numbers, [1, 2]));
        Assert.Equal(7.0 / 12, Areas.PrecisionRecall(numbers, [1, 2]), 12);

        // Of equal ones each might come first.
        Assert.Equal((0.5, 0.5), (Areas.Roc([1, 1, 1, 1], [0, 2]), Areas.PrecisionRecall([1, 1, 1, 1], [0, 2])));
        Assert.Equal(2.5 / 4, Areas.Roc([2, 1, 2, 0], [0, 1]));
        Assert.Equal(((1 / 2.0) + (2 / 3.0)) / 2, Areas.PrecisionRecall([2, 1, 2, 0], [0, 1]), 12);
    }

    [Fact]
    public void Who_knows_finds_them_and_bad_explainers_score_as_bad()
    {
        static double Along(double[] step, int of) => (of == 1 ? 1 : -1) * (step[0] - step[1] + step[2]);
        var findings = KeySteps
            .Experiment.Run(
                GroundTruths.Bench(
                    200,
                    [GeneratedTask.KeySteps],
                    GroundTruths.OfSteps(Lrp.Default.Name, Along),
                    GroundTruths.OfSteps("reversed", (step, of) => -Along(step, of)),
                    GroundTruths.OfSteps("constant", (_, _) => 0.5),
                    GroundTruths.OfSteps("size", (step, _) => step.Sum(number => number * number))
                )
            )
            .OrThrow();
        Estimate Of(string part, string method) => CountedWords.Of(findings, part, method).Value;
        Assert.True(Of("AUROC of R", "lrp").Low > 0.99);
        Assert.True(Of("AUPRC of R", "lrp").Low > 0.99);
        Assert.True(Of("AUROC of |R|", "lrp").Low > 0.98);
        Assert.True(Of("AUROC of R", "reversed").High < 0.01);
        Assert.True(Of("AUPRC of R", "reversed").High < 0.2);
        Assert.Equal(0.5, Of("AUROC of R", "constant").Mean);
        Assert.Equal(1.0 / 6, Of("AUPRC of R", "constant").Mean, 12);
        Assert.InRange(Of("AUROC of R", "random").Mean, 0.47, 0.53);

        // The size of a step says nothing.
        Assert.InRange(Of("AUROC of R", "size").Mean, 0.43, 0.57);
        Assert.True(CountedWords.Of(findings, "AUROC of R", "size").LrpMinusIt.Exists(ahead => ahead.Low > 0.4));
    }

    [Fact]
    public void Without_the_network_there_is_nothing_to_find() =>
        Assert.True(KeySteps.Experiment.Run(CountedWords.Bench([])).IsFail);
}
