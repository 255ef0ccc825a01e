using LrpFunctional.Laboratory.Faithfulness;
using LrpFunctional.Laboratory.Faithfulness.Experiments;
using LrpFunctional.Sequences;

namespace LrpFunctional.Tests.Laboratory.Faithfulness;

/// <summary>Do the numbers of words foretell what is lost without them?</summary>
public sealed class InfidelityTests
{
    // Predicted positive, as the good words are one more.
    private static readonly Sentence[] Sentences =
    [
        .. Enumerable.Repeat(CountedWords.Sentence("the good bad the good", 1), 10),
        .. Enumerable.Repeat(CountedWords.Sentence("good the bad good the the", 1), 10),
    ];

    [Fact]
    public void Who_knows_a_sum_foretells_it_and_who_says_the_opposite_nothing()
    {
        var findings = Infidelity.Experiment.Run(CountedWords.Bench(Sentences)).OrThrow();
        Score Of(string method) => CountedWords.Of(findings, "infidelity", method);
        Assert.InRange(Of("knowing").Value.High, 0, 1e-12);
        Assert.Equal(new Estimate(1, 1, 1, 20), Of("reversed").Value);
        Assert.InRange(Of("constant").Value.Low, 0.3, 1);
        Assert.InRange(Of("random").Value.Low, 0.3, 1);
        Assert.All(
            ["reversed", "constant", "random"],
            method => Assert.True(Of(method).LrpMinusIt.Exists(less => less.High < 0))
        );
    }

    // Δ = 1, 2 and −1. Twice as large changes nothing; of (1, 0, 0) one part in six is foretold; the opposite, nothing.
    [Theory]
    [InlineData(2, 4, -2, 0)]
    [InlineData(1, 0, 0, 5 / 6.0)]
    [InlineData(-1, -2, 1, 1)]
    [InlineData(0, 0, 0, 1)]
    public void What_is_missed_is_worked_out_by_hand(double one, double two, double three, double missed) =>
        Assert.Equal(missed, Infidelity.Missed([one, two, three], [1, 2, -1]), 12);
}
