using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace LrpFunctional.Numerics.Kernels;

/// <summary>The program's only exponential, and the two activations that come from it.</summary>
internal static class Exponential
{
    private const double Log2E = 1.4426950408889634;
    private const double Ln2High = 0.6931471805599453;
    private const double Ln2Low = 2.3190468138462996e-17;

    // Adding it rounds to an integer and leaves that integer in the low bits of the sum.
    private const double Rounder = 6755399441055744.0;

    // exp(±708) and its scale 2^k are normal numbers.
    private const double Limit = 708;

    /// <summary>σ(x) = 1 / (1 + exp(−x)).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> Sigmoid(Vector512<double> x)
    {
        var (reduced, scale) = Split(-x);
        return Vector512<double>.One / (Vector512<double>.One + Vector512.FusedMultiplyAdd(reduced, scale, scale));
    }

    /// <summary>tanh(x) = −y / (2 + y) with y = exp(−2|x|) − 1, and the sign of x; y keeps its digits near 0.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> Tanh(Vector512<double> x)
    {
        var (reduced, scale) = Split(Vector512.Abs(x) * Vector512.Create(-2.0));
        var y = Vector512.FusedMultiplyAdd(reduced, scale, scale - Vector512<double>.One);
        return Vector512.CopySign(y / (Vector512.Create(2.0) + y), x);
    }

    /// <summary>exp(x) = 2^k (1 + p): returns p = exp(r) − 1 for the reduced argument r = x − k ln 2, and 2^k; |x| is cut off at 708.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static (Vector512<double> Reduced, Vector512<double> Scale) Split(Vector512<double> x)
    {
        x = Vector512.MinNative(Vector512.MaxNative(x, Vector512.Create(-Limit)), Vector512.Create(Limit));
        var rounded = Vector512.FusedMultiplyAdd(x, Vector512.Create(Log2E), Vector512.Create(Rounder));
        var k = rounded - Vector512.Create(Rounder);
        var r = Vector512.FusedMultiplyAdd(k, Vector512.Create(-Ln2High), x);
        r = Vector512.FusedMultiplyAdd(k, Vector512.Create(-Ln2Low), r);

        // Σ r^n / n!, to n = 13: for |r| ≤ ln 2 / 2 the rest is below 4e-18.
        var sum = Vector512.Create(1.0 / 6227020800);
        sum = Vector512.FusedMultiplyAdd(sum, r, Vector512.Create(1.0 / 479001600));
        sum = Vector512.FusedMultiplyAdd(sum, r, Vector512.Create(1.0 / 39916800));
        sum = Vector512.FusedMultiplyAdd(sum, r, Vector512.Create(1.0 / 3628800));
        sum = Vector512.FusedMultiplyAdd(sum, r, Vector512.Create(1.0 / 362880));
        sum = Vector512.FusedMultiplyAdd(sum, r, Vector512.Create(1.0 / 40320));
        sum = Vector512.FusedMultiplyAdd(sum, r, Vector512.Create(1.0 / 5040));
        sum = Vector512.FusedMultiplyAdd(sum, r, Vector512.Create(1.0 / 720));
        sum = Vector512.FusedMultiplyAdd(sum, r, Vector512.Create(1.0 / 120));
        sum = Vector512.FusedMultiplyAdd(sum, r, Vector512.Create(1.0 / 24));
        sum = Vector512.FusedMultiplyAdd(sum, r, Vector512.Create(1.0 / 6));
        sum = Vector512.FusedMultiplyAdd(sum, r, Vector512.Create(0.5));
        var reduced = Vector512.FusedMultiplyAdd(sum, r * r, r);

        var scale = Vector512.ShiftLeft(rounded.AsInt64() + Vector512.Create(1023L), 52).AsDouble();
        return (reduced, scale);
    }
}
