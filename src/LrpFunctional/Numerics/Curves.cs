using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace LrpFunctional.Numerics;

/// <summary>Functions of each element that are made of the program's one exponential.</summary>
internal static class Curves
{
    /// <summary>exp x, x being cut off at ±708.</summary>
    public static Matrix Exp(Matrix x) => Elementwise.Map(default(Power), x, x);

    /// <summary>exp x − 1, with all its digits near 0.</summary>
    public static Matrix ExpMinusOne(Matrix x) => Elementwise.Map(default(PowerMinusOne), x, x);

    /// <summary>log(1 + exp x) = max(x, 0) + log(1 + exp(−|x|)).</summary>
    public static Matrix Softplus(Matrix x) => Elementwise.Map(default(Rise), x, x);

    /// <summary>erf x = 2/√π ∫ exp(−t²) dt from 0 to x, right to 1e-14.</summary>
    public static Matrix Erf(Matrix x) => Elementwise.Map(default(ErrorFunction), x, x);

    /// <summary>max(−limit, min(limit, x)).</summary>
    public static Matrix Clip(double limit, Matrix x) => Elementwise.Map(new Clipping(limit), x, x);

    private readonly struct Power : IElementOperation
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Vector512<double> Apply(Vector512<double> x, Vector512<double> y) => Exponential.Of(x);
    }

    private readonly struct PowerMinusOne : IElementOperation
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Vector512<double> Apply(Vector512<double> x, Vector512<double> y) => Exponential.MinusOne(x);
    }

    private readonly struct Rise : IElementOperation
    {
        // s^38 / 39 is below the last digit for s = 1/3.
        private const int Terms = 18;

        // log(1 + u) = 2 (s + s³/3 + s⁵/5 + …), s = u / (2 + u) ≤ 1/3.
        public Vector512<double> Apply(Vector512<double> x, Vector512<double> y)
        {
            var u = Exponential.Of(Vectors.Negative(x));
            var s = u / (Vector512.Create(2.0) + u);
            var series = Vector512<double>.Zero;
            for (var k = Terms; k >= 0; k--)
                series = Vector512.FusedMultiplyAdd(series, s * s, Vector512.Create(1.0 / ((2 * k) + 1)));
            return Vector512.FusedMultiplyAdd(
                s + s,
                series,
                Vector512.ConditionalSelect(Vector512.GreaterThan(x, Vector512<double>.Zero), x, Vector512<double>.Zero)
            );
        }
    }

    private readonly struct ErrorFunction : IElementOperation
    {
        // Beyond it, erf is ±1 to the last digit; up to it, so many terms are enough.
        private const double Limit = 6;
        private const int Terms = 120;

        // erf x = 2/√π exp(−x²) x (1 + 2x²/3 (1 + 2x²/5 (1 + …))): no term cancels another.
        public Vector512<double> Apply(Vector512<double> x, Vector512<double> y)
        {
            x = Clipped(x, Limit);
            var square = x * x;

            // What the rounding of x² left out, since the exponential makes much of it.
            var rest = Vector512.FusedMultiplyAdd(x, x, -square);
            var series = Vector512<double>.One;
            for (var n = Terms; n >= 1; n--)
                series = Vector512.FusedMultiplyAdd(
                    series,
                    square * Vector512.Create(2.0 / ((2 * n) + 1)),
                    Vector512<double>.One
                );
            var fall = Exponential.Of(-square) * (Vector512<double>.One - rest);
            return Clipped(Vector512.Create(2 / Math.Sqrt(Math.PI)) * x * series * fall, 1);
        }
    }

    private readonly struct Clipping(double limit) : IElementOperation
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Vector512<double> Apply(Vector512<double> x, Vector512<double> y) => Clipped(x, limit);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<double> Clipped(Vector512<double> x, double limit) =>
        Vector512.Min(Vector512.Max(x, Vector512.Create(-limit)), Vector512.Create(limit));
}
