using LrpFunctional.Laboratory.Faithfulness.Experiments;
using LrpFunctional.Sequences;
using LrpFunctional.Tests.Reference;

namespace LrpFunctional.Tests.Laboratory.Faithfulness;

/// <summary>What is lost without the words said to matter, and what is kept with them alone?</summary>
public sealed class ErasureCurvesTests
{
    private const string Comprehensiveness = "comprehensiveness";
    private const string Sufficiency = "sufficiency";

    private static readonly Sentence Sentence = CountedWords.Sentence("the the the the the the the good the good", 1);

    [Fact]
    public void Losses_are_those_worked_out_by_hand()
    {
        // Of ten words the top 1, 5 and 10 % are one word, 20 % are two and 50 % five.
        var findings = ErasureCurves.Experiment.Run(CountedWords.Bench([Sentence])).OrThrow();
        var (both, one, none) = (Probability(2), Probability(1), Probability(0));
        double[] Curve(string method, string series) =>
            [
                .. findings
                    .Points.Where(point => point.Method == method && point.Series == series)
                    .Select(point => point.Value.Mean),
            ];
        Close.Absolute(
            1e-12,
            [both - one, both - one, both - one, both - none, both - none],
            Curve("knowing", Comprehensiveness)
        );
        Close.Absolute(1e-12, [both - one, both - one, both - one, 0, 0], Curve("knowing", Sufficiency));
        Close.Absolute(1e-12, new double[5], Curve("reversed", Comprehensiveness));
        Close.Absolute(1e-12, Enumerable.Repeat(both - none, 5), Curve("constant", Sufficiency));
        Assert.Equal(
            ((3 * (both - one)) + (2 * (both - none))) / 5,
            CountedWords.Of(findings, Comprehensiveness, "knowing").Value.Mean,
            12
        );
    }

    [Fact]
    public void Bad_explainers_score_as_bad()
    {
        var findings = ErasureCurves.Experiment.Run(CountedWords.Bench(Enumerable.Repeat(Sentence, 20))).OrThrow();
        Assert.All(
            ["reversed", "constant", "random"],
            method =>
            {
                Assert.True(
                    CountedWords.Of(findings, Comprehensiveness, method).LrpMinusIt.Exists(more => more.Low > 0)
                );
                Assert.True(CountedWords.Of(findings, Sufficiency, method).LrpMinusIt.Exists(less => less.High < 0));
            }
        );
        Assert.False(
            CountedWords.Of(findings, Comprehensiveness, "knowing").LrpMinusIt.Exists(same => same.IsAwayFromZero)
        );
    }

    [Fact]
    public void Of_one_word_nothing_would_be_left() =>
        Assert.True(ErasureCurves.Experiment.Run(CountedWords.Bench([CountedWords.Sentence("good", 1)])).IsFail);

    private static double Probability(int good) => 1 / (1 + Math.Exp(0.001 - (good * Math.Tanh(1) / 10)));
}
