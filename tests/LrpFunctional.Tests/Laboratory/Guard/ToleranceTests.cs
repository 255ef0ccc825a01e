using System.Collections.Immutable;
using LrpFunctional.Laboratory.Guard;

namespace LrpFunctional.Tests.Laboratory.Guard;

/// <summary>How far did an explanation move?</summary>
public sealed class ToleranceTests
{
    public static TheoryData<string, double[], double[], double, bool> ByHand { get; } =
        new()
        {
            // The second moved by 0.5, the first by 0.25.
            { "0.5", [1, -2], [1.25, -2.5], 0.5, true },
            { "0.25", [1, -2], [1.25, -2.5], 0.5, false },
            { "0", [1, -2], [1, -2], 0, true },
            // 0.5 of 2 are 25 %; the largest is that of before.
            { "25%", [1, -2], [1.5, -1], 50, false },
            { "50%", [1, -2], [1.5, -1], 50, true },
            { "25%", [1, -2], [1.5, -2], 25, true },
            { "100%", [0, 0], [0, 1e-300], double.PositiveInfinity, false },
            { "0%", [0, 0], [0, 0], 0, true },
            // 1 2 3 became 2 1 3 by |R|: one word must move.
            { "rank", [1, -2, 3], [-2, 1, 3], 1, false },
            // 1 2 3 4 became 4 1 2 3: one word must move; 4 3 2 1: three.
            { "rank", [1, 2, 3, 4], [40, 1, 2, 3], 1, false },
            { "rank", [1, 2, 3, 4], [4, -3, 2, 1], 3, false },
            // A sign may turn, a number may grow, equal ones may part, and others meet.
            { "rank", [1, 2, 2, 3], [-5, 7, 6, 7], 0, true },
        };

    [Theory]
    [MemberData(nameof(ByHand))]
    public void A_distance_is_what_one_finds_by_hand(
        string name,
        double[] before,
        double[] now,
        double expected,
        bool isAllowed
    )
    {
        var tolerance = Tolerance.Parse("--tolerance", name).OrThrow();
        Assert.Equal(name, tolerance.Name);
        var distance = tolerance.Distance([.. before], [.. now]);
        Assert.Equal(expected, distance);
        Assert.Equal(isAllowed, tolerance.Allows(distance));
    }

    [Fact]
    public void The_order_is_kept_exactly_where_no_two_words_changed_theirs()
    {
        var random = new Random(1);
        ImmutableArray<double> Sizes() => [.. Enumerable.Range(0, 5).Select(_ => (double)random.Next(-4, 5))];
        var kept = 0;
        for (var round = 0; round < 2000; round++)
        {
            var (before, now) = (Sizes(), Sizes());
            var changed =
                from one in Enumerable.Range(0, 5)
                from other in Enumerable.Range(0, 5)
                where Math.Abs(before[one]) < Math.Abs(before[other]) && Math.Abs(now[one]) > Math.Abs(now[other])
                select one;
            Assert.Equal(!changed.Any(), Tolerance.Rank.Allows(Tolerance.Rank.Distance(before, now)));
            kept += changed.Any() ? 0 : 1;
        }

        Assert.InRange(kept, 10, 1990);
    }

    [Theory]
    [InlineData("")]
    [InlineData("-1")]
    [InlineData("NaN")]
    [InlineData("∞%")]
    [InlineData("%")]
    [InlineData("5 percent")]
    [InlineData("ranks")]
    public void What_is_no_tolerance_is_refused(string name)
    {
        var fault = Assert.Throws<FaultException>(() => Tolerance.Parse("--tolerance", name).OrThrow()).Faults.Single();
        Assert.Equal("--tolerance", fault.Where);
        Assert.Contains("a number from 0, such a number with % behind it, or rank", fault.Problem);
    }
}
