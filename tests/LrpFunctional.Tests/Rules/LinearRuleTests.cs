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

    /// <summary>
    /// From contribution, weight, input, bias, z and R to what one lower unit gets of one upper unit.
    /// </summary>
    public static TheoryData<string> Rules { get; } =
    ["epsilon", "epsilon-2017", "gamma", "gamma-positive", "z-plus", "alpha-beta", "w-square", "flat"];

    [Theory]
    [MemberData(nameof(Rules))]
    public void A_rule_gives_what_its_message_matrix_sums_to(string rule)
    {
        var shares = Share(Rule(rule));
        var messages = Enumerable
            .Range(0, _x.Length)
            .Select(k => Enumerable.Range(0, Upper).Sum(j => Message(rule, j, k)));
        Close.Relative(1e-12, messages, shares.ToInputs.SelectMany(part => part.Span.ToArray()));
    }

    [Theory]
    [MemberData(nameof(Rules))]
    public void Nothing_is_lost_that_is_not_booked(string rule)
    {
        var shares = Share(Rule(rule));
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
        var shares = Rule(rule).Share(new WeightedSum([new(Matrix.Zero(2, 2))], []))([zero], zero, Row([1, 2]));
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

    private static LinearRule Rule(string name)
    {
        var stabilizer = new Stabilizer(0.01);
        return name switch
        {
            "epsilon" => new EpsilonRule(stabilizer, 0.5).AsInProgram,
            "epsilon-2017" => new EpsilonRule(stabilizer, 0.5).AsInPaper,
            "gamma" => GammaRule.Of(0.25, stabilizer),
            "gamma-positive" => GammaRule.OfPositive(0.25, stabilizer),
            "z-plus" => AlphaBetaRule.Of(1, stabilizer),
            "alpha-beta" => AlphaBetaRule.Of(2, stabilizer),
            "w-square" => SquaredWeightsRule.WSquare,
            _ => SquaredWeightsRule.Flat,
        };
    }

    private double Message(string rule, int j, int k)
    {
        double Sign(double z) => z >= 0 ? 0.01 : -0.01;
        double Contributions(Func<double, double> of) =>
            Enumerable.Range(0, _x.Length).Sum(i => of(Weight(j, i) * _x[i])) + of(_b[j]);
        var (z, c) = (Contributions(value => value), Weight(j, k) * _x[k]);
        switch (rule)
        {
            case "epsilon":
                return (c + (0.5 * (_b[j] + Sign(z)) / _x.Length)) / (z + Sign(z)) * _relevance[j];
            case "epsilon-2017":
                return (c + (((0.5 * _b[j]) + Sign(z)) / _x.Length)) / (z + Sign(z)) * _relevance[j];
            case "gamma":
                double Weighed(double part) => part + (0.25 * (z >= 0 ? Math.Max(part, 0) : Math.Min(part, 0)));
                var all = Contributions(Weighed);
                return Weighed(c) / (all + Sign(all)) * _relevance[j];
            case "gamma-positive":
                double Favoured(double w) => w + (0.25 * Math.Max(w, 0));
                var sum = Enumerable.Range(0, _x.Length).Sum(i => Favoured(Weight(j, i)) * _x[i]) + Favoured(_b[j]);
                return Favoured(Weight(j, k)) * _x[k] / (sum + Sign(sum)) * _relevance[j];
            case "z-plus" or "alpha-beta":
                var alpha = rule == "z-plus" ? 1 : 2;
                var (up, down) = (
                    Contributions(value => Math.Max(value, 0)),
                    Contributions(value => Math.Min(value, 0))
                );
                return (
                        (alpha * Math.Max(c, 0) / (up + Sign(up)))
                        - ((alpha - 1) * Math.Min(c, 0) / (down + Sign(down)))
                    ) * _relevance[j];
            default:
                double Value(double w) =>
                    rule == "w-square" ? w * w
                    : IsConnected(j, k) ? 1
                    : 0;
                return Value(Weight(j, k))
                    / Enumerable
                        .Range(0, _x.Length)
                        .Sum(i =>
                            rule == "w-square" ? Weight(j, i) * Weight(j, i)
                            : IsConnected(j, i) ? 1
                            : 0
                        )
                    * _relevance[j];
        }
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
