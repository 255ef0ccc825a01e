using System.Runtime.Intrinsics;
using LrpFunctional.Numerics;

namespace LrpFunctional.Tests.Numerics;

public sealed class ExponentialTests
{
    private static IEnumerable<double> Arguments =>
        Enumerable
            .Range(-4000, 8001)
            .Select(i => i * 0.01037)
            .Concat(Enumerable.Range(1, 300).SelectMany(i => new[] { Math.Pow(10, -i), -Math.Pow(10, -i) }))
            .Concat([0, 0.34657359027997264, -0.34657359027997264, 700, -700]);

    [Fact]
    public void Sigmoid_is_right_to_a_few_units_in_the_last_place()
    {
        foreach (var x in Arguments)
        {
            AssertClose(1 / (1 + Math.Exp(-x)), Sigmoid(x), Math.Pow(2, -53), x);
            if (Math.Abs(x) < 80)
                AssertClose(1 / (1 + Math.Exp(-(float)x)), ShortSigmoid((float)x), Math.Pow(2, -24), x);
        }
    }

    [Fact]
    public void Tanh_is_right_to_a_few_units_in_the_last_place_near_zero_too()
    {
        foreach (var x in Arguments)
        {
            AssertClose(Math.Tanh(x), Tanh(x), Math.Pow(2, -53), x);
            if (Math.Abs(x) > 1e-35 || x == 0)
                AssertClose(Math.Tanh((float)x), ShortTanh((float)x), Math.Pow(2, -24), x);
        }
    }

    [Theory]
    [InlineData(1e6)]
    [InlineData(double.MaxValue)]
    [InlineData(double.PositiveInfinity)]
    public void Both_saturate(double large)
    {
        Assert.Equal((1, 1, 1, -1), (Sigmoid(large), ShortSigmoid((float)large), Tanh(large), Tanh(-large)));
        Assert.Equal((1f, -1f), (ShortTanh((float)large), ShortTanh((float)-large)));
        Assert.InRange(Sigmoid(-large), 0, 1e-300);
        Assert.InRange(ShortSigmoid((float)-large), 0, 1e-37);
    }

    private static double Sigmoid(double x) => 1 / Exponential.PlusOne(Vector512.Create(-x))[0];

    private static float ShortSigmoid(float x) => 1 / Exponential.PlusOne(Vector512.Create(-x))[0];

    private static double Tanh(double x)
    {
        var fall = Exponential.DoubledMinusOne(Vector512.Create(x));
        return Vectors.WithSign(fall, Vector512.Create(x))[0] / (2 + fall[0]);
    }

    private static float ShortTanh(float x)
    {
        var fall = Exponential.DoubledMinusOne(Vector512.Create(x));
        return Vectors.WithSign(fall, Vector512.Create(x))[0] / (2 + fall[0]);
    }

    // A rounding of the argument alone moves exp(x) by |x| units.
    private static void AssertClose(double expected, double actual, double unit, double x) =>
        Assert.True(
            Math.Abs(expected - actual) <= (4 + Math.Abs(x)) * unit * Math.BitIncrement(Math.Abs(expected)),
            $"at {x:R}: {actual:R}, expected {expected:R}"
        );
}
