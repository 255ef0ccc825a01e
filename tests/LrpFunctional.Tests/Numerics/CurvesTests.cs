using LrpFunctional.Numerics;
using MathNet.Numerics;

namespace LrpFunctional.Tests.Numerics;

public sealed class CurvesTests
{
    private static double[] Arguments { get; } =
    [
        .. Enumerable.Range(-1000, 2001).Select(i => i * 0.0317),
        .. Enumerable.Range(1, 20).SelectMany(i => new[] { Math.Pow(10, -i), -Math.Pow(10, -i) }),
    ];

    [Fact]
    public void Exponentials_are_right_to_a_few_units_in_the_last_place_near_zero_too()
    {
        AgreesWithin(1e-14, Math.Exp, Curves.Exp);
        AgreesWithin(1e-14, x => 2 * Math.Sinh(x / 2) * Math.Exp(x / 2), Curves.ExpMinusOne);
    }

    [Fact]
    public void Softplus_is_the_logarithm_of_one_and_the_exponential() =>
        AgreesWithin(1e-14, x => Math.Max(x, 0) + SpecialFunctions.Log1p(Math.Exp(-Math.Abs(x))), Curves.Softplus);

    [Fact]
    public void The_error_function_is_right_to_fourteen_digits() =>
        AgreesWithin(1e-14, SpecialFunctions.Erf, Curves.Erf);

    [Fact]
    public void Numbers_are_cut_off_at_the_limit_exactly() =>
        Assert.Equal([-0.7, 0.7, 0.3, 0.7], Curves.Clip(0.7, Matrix.Of(1, 4, [-9, 1e300, 0.3, 0.7])).Span.ToArray());

    private static void AgreesWithin(double tolerance, Func<double, double> literal, Func<Matrix, Matrix> quick)
    {
        var made = quick(Matrix.Of(1, Arguments.Length, [.. Arguments]));
        foreach (var (at, x) in Arguments.Index())
        {
            var expected = literal(x);
            Assert.True(
                Math.Abs(expected - made[0, at]) <= tolerance * Math.Abs(expected),
                $"at {x:R}: {made[0, at]:R}, expected {expected:R}"
            );

            // A row of one has the bits of a row of many.
            Assert.Equal(made[0, at], quick(Matrix.Of(1, 1, [x]))[0, 0]);
        }
    }
}
