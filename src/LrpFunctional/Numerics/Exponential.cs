using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace LrpFunctional.Numerics;

/// <summary>
/// The program's only exponential, exp(x) = 2^k (1 + p(r)) with r = x − k ln 2, from which σ(x) = 1 / (1 + exp(−x)) and
/// tanh(x) = −y / (2 + y), y = exp(−2|x|) − 1, are made.
/// </summary>
internal static class Exponential
{
    private const double Log2E = 1.4426950408889634;
    private const double Ln2 = 0.6931471805599453;

    // Adding them rounds to an integer and leaves that integer in the low bits of the sum.
    private const double Rounder = 6755399441055744.0;
    private const float ShortRounder = 12582912.0f;

    // At ±708 and ±87 the exponential and its scale 2^k are normal numbers.
    private const double Limit = 708;
    private const float ShortLimit = 87;

    /// <summary>1 + exp(x).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> PlusOne<T>(Vector512<T> x)
        where T : unmanaged
    {
        x = Limited(x);
        var rounded = Rounded(x);
        var scale = Scale(rounded);
        return Vector512<T>.One + Vectors.MultiplyAdd(LessOne(Rest(x, rounded)), scale, scale);
    }

    /// <summary>exp(x).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> Of(Vector512<double> x)
    {
        x = Limited(x);
        var rounded = Rounded(x);
        var scale = Scale(rounded);
        return Vectors.MultiplyAdd(LessOne(Rest(x, rounded)), scale, scale);
    }

    /// <summary>exp(x) − 1, with all its digits near 0.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> MinusOne(Vector512<double> x)
    {
        x = Limited(x);
        var rounded = Rounded(x);
        var scale = Scale(rounded);
        return Vectors.MultiplyAdd(LessOne(Rest(x, rounded)), scale, scale - Vector512<double>.One);
    }

    /// <summary>exp(−2|x|) − 1, with all its digits near 0.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> DoubledMinusOne<T>(Vector512<T> x)
        where T : unmanaged
    {
        x = LimitedBelow(Vectors.Negative(x + x));
        var rounded = Rounded(x);
        var scale = Scale(rounded);
        return Vectors.MultiplyAdd(LessOne(Rest(x, rounded)), scale, scale - Vector512<T>.One);
    }

    /// <summary>x, cut off where exp(x) would not be a normal number.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<T> Limited<T>(Vector512<T> x)
        where T : unmanaged =>
        typeof(T) == typeof(double)
            ? Vector512.MinNative(LimitedBelow(x).AsDouble(), Vector512.Create(Limit)).As<double, T>()
            : Vector512.MinNative(LimitedBelow(x).AsSingle(), Vector512.Create(ShortLimit)).As<float, T>();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<T> LimitedBelow<T>(Vector512<T> x)
        where T : unmanaged =>
        typeof(T) == typeof(double)
            ? Vector512.MaxNative(x.AsDouble(), Vector512.Create(-Limit)).As<double, T>()
            : Vector512.MaxNative(x.AsSingle(), Vector512.Create(-ShortLimit)).As<float, T>();

    /// <summary>The integer k next to x / ln 2, added to the rounder.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<T> Rounded<T>(Vector512<T> x)
        where T : unmanaged =>
        typeof(T) == typeof(double)
            ? Vector512
                .FusedMultiplyAdd(x.AsDouble(), Vector512.Create(Log2E), Vector512.Create(Rounder))
                .As<double, T>()
            : Vector512
                .FusedMultiplyAdd(x.AsSingle(), Vector512.Create((float)Log2E), Vector512.Create(ShortRounder))
                .As<float, T>();

    /// <summary>r = x − k ln 2.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<T> Rest<T>(Vector512<T> x, Vector512<T> rounded)
        where T : unmanaged =>
        typeof(T) == typeof(double)
            ? Vector512
                .FusedMultiplyAdd(rounded.AsDouble() - Vector512.Create(Rounder), Vector512.Create(-Ln2), x.AsDouble())
                .As<double, T>()
            : Vector512
                .FusedMultiplyAdd(
                    rounded.AsSingle() - Vector512.Create(ShortRounder),
                    Vector512.Create((float)-Ln2),
                    x.AsSingle()
                )
                .As<float, T>();

    /// <summary>2^k.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<T> Scale<T>(Vector512<T> rounded)
        where T : unmanaged =>
        typeof(T) == typeof(double)
            ? Vector512.ShiftLeft(rounded.AsInt64() + Vector512.Create(1023L), 52).As<long, T>()
            : Vector512.ShiftLeft(rounded.AsInt32() + Vector512.Create(127), 23).As<int, T>();

    /// <summary>
    /// exp(r) − 1 for |r| ≤ ln 2 / 2, as r + r² q(r): q is the interpolation of (exp(r) − 1 − r) / r² in ten Chebyshev
    /// nodes (right to 2e-17), in float32 in five (1e-8).
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<T> LessOne<T>(Vector512<T> r)
        where T : unmanaged =>
        typeof(T) == typeof(double) ? LessOne(r.AsDouble()).As<double, T>() : LessOne(r.AsSingle()).As<float, T>();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<double> LessOne(Vector512<double> r)
    {
        var q = Vector512.FusedMultiplyAdd(
            Vector512.Create(2.5100424157005067e-08),
            r,
            Vector512.Create(2.7620138719733994e-07)
        );
        q = Vector512.FusedMultiplyAdd(q, r, Vector512.Create(2.7557268378684192e-06));
        q = Vector512.FusedMultiplyAdd(q, r, Vector512.Create(2.480152119021773e-05));
        q = Vector512.FusedMultiplyAdd(q, r, Vector512.Create(0.00019841269863105968));
        q = Vector512.FusedMultiplyAdd(q, r, Vector512.Create(0.0013888888917281794));
        q = Vector512.FusedMultiplyAdd(q, r, Vector512.Create(0.008333333333330051));
        q = Vector512.FusedMultiplyAdd(q, r, Vector512.Create(0.04166666666662399));
        q = Vector512.FusedMultiplyAdd(q, r, Vector512.Create(0.16666666666666669));
        q = Vector512.FusedMultiplyAdd(q, r, Vector512.Create(0.5000000000000001));
        return Vector512.FusedMultiplyAdd(q, r * r, r);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<float> LessOne(Vector512<float> r)
    {
        var q = Vector512.FusedMultiplyAdd(Vector512.Create(0.0013926213f), r, Vector512.Create(0.008363203f));
        q = Vector512.FusedMultiplyAdd(q, r, Vector512.Create(0.041666556f));
        q = Vector512.FusedMultiplyAdd(q, r, Vector512.Create(0.16666576f));
        q = Vector512.FusedMultiplyAdd(q, r, Vector512.Create(0.5f));
        return Vector512.FusedMultiplyAdd(q, r * r, r);
    }
}
