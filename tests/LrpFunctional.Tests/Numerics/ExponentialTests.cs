using System.Runtime.Intrinsics;
using LrpFunctional.Numerics.Kernels;

namespace LrpFunctional.Tests.Numerics;

public sealed class ExponentialTests
{
    private static IEnumerable<double> Arguments =>
        Enumerable.Range(-4000, 8001).Select(i => i * 0.01037)
            .Concat(Enumerable.Range(1, 300).SelectMany(i => new[] { Math.Pow(10, -i), -Math.Pow(10, -i) }))
            .Concat([0, 0.34657359027997264, -0.34657359027997264, 700, -700]);

    [Fact]
    public void Sigmoid_is_right_to_a_few_units_in_the_last_place()
    {
        foreach (var x in Arguments) AssertClose(1 / (1 + Math.Exp(-x)), Exponential.Sigmoid(Vector512.Create(x))[0], x);
    }

    [Fact]
    public void Tanh_is_right_to_a_few_units_in_the_last_place_near_zero_too()
    {
        foreach (var x in Arguments) AssertClose(Math.Tanh(x), Exponential.Tanh(Vector512.Create(x))[0], x);
    }

    [Theory]
    [InlineData(1e6)]
    [InlineData(double.MaxValue)]
    [InlineData(double.PositiveInfinity)]
    public void Both_saturate(double large)
    {
        Assert.Equal(1, Exponential.Sigmoid(Vector512.Create(large))[0]);
        Assert.InRange(Exponential.Sigmoid(Vector512.Create(-large))[0], 0, 1e-300);
        Assert.Equal(1, Exponential.Tanh(Vector512.Create(large))[0]);
        Assert.Equal(-1, Exponential.Tanh(Vector512.Create(-large))[0]);
    }

    private static void AssertClose(double expected, double actual, double x) =>
        Assert.True(Math.Abs(expected - actual) <= 4 * Math.BitIncrement(Math.Abs(expected)) * Math.Pow(2, -53), $"at {x:R}: {actual:R}, expected {expected:R}");
}
