using System.Collections.Immutable;
using LrpFunctional.Laboratory.Faithfulness;

namespace LrpFunctional.Tests.Laboratory.Faithfulness;

/// <summary>How far can a number be trusted?</summary>
public sealed class IntervalsTests
{
    [Fact]
    public void Numbers_that_are_all_the_same_leave_no_doubt() =>
        Assert.Equal(new Estimate(0.25, 0.25, 0.25, 7), Bootstrap.Mean([.. Enumerable.Repeat(0.25, 7)], seed: 3));

    // Both of two, one and the other, or twice the other: 0, 0.5 and 1 in a quarter, a half and a quarter of the draws.
    [Fact]
    public void Of_two_sentences_anything_between_them_is_possible() =>
        Assert.Equal(new Estimate(0.5, 0, 1, 2), Bootstrap.Mean([0, 1], seed: 3));

    // The 2.5th and 97.5th percentile of the binomial distribution.
    [Theory]
    [InlineData(100, 50, 40, 60)]
    [InlineData(40, 4, 1, 8)]
    public void Shares_vary_as_the_binomial_distribution_says(int count, int hits, int low, int high)
    {
        ImmutableArray<double> values = [.. Enumerable.Range(0, count).Select(at => at < hits ? 1.0 : 0)];
        Assert.All(
            Enumerable.Range(0, 5),
            seed =>
            {
                var estimate = Bootstrap.Mean(values, seed);
                Assert.Equal((double)hits / count, estimate.Mean);
                Assert.InRange(estimate.Low * count, low - 1.01, low + 1.01);
                Assert.InRange(estimate.High * count, high - 1.01, high + 1.01);
            }
        );
        Assert.Equal(Bootstrap.Mean(values, 1), Bootstrap.Mean(values, 1));
    }

    [Fact]
    public void A_difference_is_drawn_sentence_by_sentence()
    {
        ImmutableArray<double> wide = [.. Enumerable.Range(0, 50).Select(at => (double)(at % 10))];
        ImmutableArray<double> above = [.. wide.Select(value => value + 0.1)];

        // Each alone varies by more than what lies between them.
        Assert.True(Bootstrap.Mean(wide, 1).High > Bootstrap.Mean(above, 1).Low);
        var difference = Bootstrap.Difference(above, wide, 1);
        Assert.Equal((0.1, true), (Math.Round(difference.Mean, 12), difference.IsAwayFromZero));
        Assert.True(Bootstrap.Difference(wide, above, 1).IsAwayFromZero);
        Assert.False(Bootstrap.Difference(wide, wide, 1).IsAwayFromZero);
        Assert.False(Bootstrap.Difference(wide, [.. wide.Reverse()], 1).IsAwayFromZero);
        Assert.Throws<ArgumentException>(() => Bootstrap.Difference(wide, [1], 1));
        Assert.Throws<ArgumentException>(() => Bootstrap.Mean([], 1));
    }

    // Figures of the formula worked out in Python.
    [Theory]
    [InlineData(0, 10, 0, 0.2775327998628892)]
    [InlineData(5, 10, 0.236593090512564, 0.7634069094874361)]
    [InlineData(8, 28, 0.1525399605666909, 0.47059288433295715)]
    [InlineData(97, 100, 0.9154806357094724, 0.9897454759759571)]
    public void The_interval_of_a_share_is_that_of_wilson(int hits, int count, double low, double high)
    {
        var estimate = Wilson.Share(hits, count);
        Assert.Equal((double)hits / count, estimate.Mean);
        Assert.Equal(low, estimate.Low, 12);
        Assert.Equal(high, estimate.High, 12);
    }

    [Fact]
    public void There_are_no_shares_of_nothing_nor_beyond_all()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => Wilson.Share(0, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => Wilson.Share(3, 2));
        Assert.Throws<ArgumentOutOfRangeException>(() => Wilson.Share(double.NaN, 2));
    }
}
