using LrpFunctional.Numerics;
using LrpFunctional.Rules;
using LrpFunctional.Tests.Reference;

namespace LrpFunctional.Tests.Rules;

public sealed class EpsilonRuleTests
{
    private const int Lower = 5;
    private const int Upper = 11;
    private readonly double[] _x = Random(Lower, 1);
    private readonly double[] _w = Random(Upper * Lower, 2);
    private readonly double[] _b = Random(Upper, 3);
    private readonly double[] _relevance = Random(Upper, 4);

    [Theory]
    [InlineData(0.001, 0)]
    [InlineData(0.001, 1)]
    [InlineData(0.25, 0.5)]
    [InlineData(0, 0)]
    [InlineData(0, 1)]
    public void A_message_passes_on_what_the_message_matrix_sums_to(double epsilon, double delta)
    {
        var expected = new LiteralRule(epsilon, delta).Send(
            _x,
            (j, k) => _w[(j * Lower) + k],
            _b,
            Preactivations,
            _relevance,
            Lower
        );
        Close.Relative(1e-12, expected, Share(epsilon, delta).ToInputs[0].Span.ToArray());
    }

    [Theory]
    [InlineData(0.001, 0)]
    [InlineData(0.001, 1)]
    public void Units_that_enter_as_they_are_need_no_weights(double epsilon, double delta)
    {
        var (a, b) = (Random(Lower, 5), Random(Lower, 6));
        var (z, relevance) = (a.Zip(b, (x, y) => x + y).ToArray(), Random(Lower, 7));
        var expected = new LiteralRule(epsilon, delta).Send(
            a,
            (j, k) => j == k ? 1 : 0,
            new double[Lower],
            z,
            relevance,
            2 * Lower
        );
        var share = new EpsilonRule(new Stabilizer(epsilon), delta).AsInProgram.Share(
            new WeightedSum([Connection.Identity(Lower), Connection.Identity(Lower)], [])
        );
        Close.Relative(1e-12, expected, share([Row(a), Row(b)], Row(z), Row(relevance)).ToInputs[0].Span.ToArray());
    }

    [Fact]
    public void Relevance_is_conserved_with_bias_factor_one() =>
        Close.Relative(1e-12, [_relevance.Sum()], [Share(0.001, 1).ToInputs[0].Span.ToArray().Sum()]);

    [Fact]
    public void The_sign_of_zero_is_plus_and_so_is_that_of_minus_zero()
    {
        var ratio = new Stabilizer(0.5).Ratio(Row([1, 1, 1, 1]), Row([0, -0.0, 1.5, -1.5]));
        Assert.Equal([2, 2, 0.5, -0.5], ratio.Span.ToArray());
    }

    [Fact]
    public void A_sum_of_exactly_zero_passes_nothing_on_without_a_stabilizer() =>
        Assert.Equal([0, 0, 4], new Stabilizer(0).Ratio(Row([1, -1, 2]), Row([0, -0.0, 0.5])).Span.ToArray());

    [Theory]
    [InlineData(-1)]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void An_epsilon_that_is_no_strength_is_refused(double epsilon) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new Stabilizer(epsilon));

    private double[] Projection =>
        [.. Enumerable.Range(0, Upper).Select(j => Enumerable.Range(0, Lower).Sum(k => _w[(j * Lower) + k] * _x[k]))];

    private double[] Preactivations => [.. Projection.Zip(_b, (sum, bias) => sum + bias)];

    private Shares Share(double epsilon, double delta) =>
        new EpsilonRule(new Stabilizer(epsilon), delta).AsInProgram.Share(
            new WeightedSum([new(Matrix.Of(Upper, Lower, [.. _w]))], [.. _b])
        )([Row(_x)], Row(Preactivations), Row(_relevance));

    private static Matrix Row(double[] values) => Matrix.Of(1, values.Length, [.. values]);

    private static double[] Random(int count, int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(_ => (random.NextDouble() * 2) - 1)];
    }
}
