using LrpFunctional.Numerics;
using LrpFunctional.Rules;
using LrpFunctional.Tests.Reference;

namespace LrpFunctional.Tests.Rules;

/// <summary>Each linear rule against its message matrix.</summary>
public sealed class LinearRuleTests
{
    private const int Upper = 7;
    private const int First = 5;
    private const int Second = 3;
    private readonly double[] _x = Random(First + Second + Upper, 1);
    private readonly double[] _w = Random(Upper * (First + Second), 2);
    private readonly double[] _b = Random(Upper, 3);
    private readonly double[] _relevance = Random(Upper, 4);

    public static TheoryData<string> Rules => LiteralLinearRule.Names;

    [Theory]
    [MemberData(nameof(Rules))]
    public void A_rule_gives_what_its_message_matrix_sums_to(string rule)
    {
        var shares = Share(LiteralLinearRule.Rule(rule));
        var literal = new LiteralLinearRule(rule, _x, Weight, _b, IsConnected);
        var messages = Enumerable
            .Range(0, _x.Length)
            .Select(k => Enumerable.Range(0, Upper).Sum(j => literal.Message(j, k, _relevance[j])));
        Close.Relative(1e-12, messages, shares.ToInputs.SelectMany(part => part.Span.ToArray()));
    }

    [Theory]
    [MemberData(nameof(Rules))]
    public void Nothing_is_lost_that_is_not_booked(string rule)
    {
        var shares = Share(LiteralLinearRule.Rule(rule));
        Close.Absolute(
            1e-12,
            [_relevance.Sum()],
            [shares.ToInputs.Sum(part => part.Span.ToArray().Sum()) + shares.ToBias[0, 0] + shares.ToStabilizer[0, 0]]
        );
    }

    [Theory]
    [MemberData(nameof(Rules))]
    public void A_sum_of_nothing_books_what_it_cannot_pass_on(string rule)
    {
        var zero = Matrix.Zero(1, 2);
        var shares = LiteralLinearRule
            .Rule(rule)
            .Share(new WeightedSum([new(Matrix.Zero(2, 2))], []))([zero], zero, Row([1, 2]));
        Close.Absolute(
            1e-12,
            [3],
            [shares.ToInputs[0].Span.ToArray().Sum() + shares.ToBias[0, 0] + shares.ToStabilizer[0, 0]]
        );
    }

    [Fact]
    public void Gamma_is_gamma_positive_where_neither_inputs_nor_sums_are_negative()
    {
        var sum = new WeightedSum([new(Matrix.Of(2, 3, [1, -0.5, 2, 0.25, 3, -1]))], [0.5, -0.125]);
        var (inputs, relevance) = (Row([0.5, 2, 0]), Row([3, -2]));
        var z = sum.Of([inputs]);
        Assert.All(z.Span.ToArray(), value => Assert.InRange(value, 0, 10));
        var (one, other) = (GammaRule.Of(0.5, new Stabilizer(0.01)), GammaRule.OfPositive(0.5, new Stabilizer(0.01)));
        Close.Absolute(
            1e-12,
            other.Share(sum)([inputs], z, relevance).ToInputs[0].Span.ToArray(),
            one.Share(sum)([inputs], z, relevance).ToInputs[0].Span.ToArray()
        );
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    [InlineData(-0.5)]
    public void Numbers_that_no_rule_has_are_refused(double number)
    {
        var stabilizer = new Stabilizer(0.01);
        Assert.Throws<ArgumentOutOfRangeException>(() => new Stabilizer(number));
        Assert.Throws<ArgumentOutOfRangeException>(() => GammaRule.Of(number, stabilizer));
        Assert.Throws<ArgumentOutOfRangeException>(() => GammaRule.OfPositive(number, stabilizer));
        Assert.Throws<ArgumentOutOfRangeException>(() => AlphaBetaRule.Of(number, stabilizer));
        if (!double.IsFinite(number))
            Assert.Throws<ArgumentOutOfRangeException>(() => new EpsilonRule(stabilizer, number));
    }

    private static bool IsConnected(int j, int k) => k < First + Second || k - First - Second == j;

    // Two connections with weights, and one whose units enter as they are.
    private double Weight(int j, int k) =>
        k < First + Second ? _w[(j * (First + Second)) + k]
        : IsConnected(j, k) ? 1
        : 0;

    private Shares Share(LinearRule rule)
    {
        Connection Weights(int first, int count) =>
            new(
                Matrix.Of(
                    Upper,
                    count,
                    [
                        .. Enumerable
                            .Range(0, Upper)
                            .SelectMany(j => Enumerable.Range(first, count).Select(k => Weight(j, k))),
                    ]
                )
            );
        var z = Enumerable
            .Range(0, Upper)
            .Select(j => Enumerable.Range(0, _x.Length).Sum(k => Weight(j, k) * _x[k]) + _b[j])
            .ToArray();
        var sum = new WeightedSum([Weights(0, First), Weights(First, Second), Connection.Identity(Upper)], [.. _b]);
        return rule.Share(sum)(
            [Row(_x[..First]), Row(_x[First..(First + Second)]), Row(_x[(First + Second)..])],
            Row(z),
            Row(_relevance)
        );
    }

    private static Matrix Row(double[] values) => Matrix.Of(1, values.Length, [.. values]);

    private static double[] Random(int count, int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(_ => (random.NextDouble() * 2) - 1)];
    }
}
