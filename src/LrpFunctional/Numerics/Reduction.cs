using System.Diagnostics;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using LanguageExt;

namespace LrpFunctional.Numerics;

/// <summary>Sums along a row: eight running sums, added up in a fixed order, the same on every machine.</summary>
internal static class Reduction
{
    /// <summary>Σ x.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static double Sum(ReadOnlySpan<double> x)
    {
        var sum = Vector512<double>.Zero;
        var whole = x.Length - (x.Length % Vectors.Width);
        for (var i = 0; i < whole; i += Vectors.Width)
            sum += Vectors.Whole.Read(x, i);
        return Vectors.Sum(whole < x.Length ? sum + Vectors.Short.Read(x, whole) : sum);
    }

    /// <summary>Σ x y over whole vectors.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static T Dot<T>(ref T x, ref T y, int length)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Debug.Assert(length % Vector512<T>.Count == 0, $"{length} elements are no whole vectors");
        var sum = Vector512<T>.Zero;
        for (var at = 0; at < length; at += Vector512<T>.Count)
            sum = Vectors.MultiplyAdd(
                Vector512.LoadUnsafe(ref x, (nuint)at),
                Vector512.LoadUnsafe(ref y, (nuint)at),
                sum
            );
        return Vectors.Sum(sum);
    }

    /// <summary>The index of the first infinity or NaN.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static Option<int> FirstNotFinite(ReadOnlySpan<double> x)
    {
        // x − x is 0, but NaN for an infinity or NaN.
        var sum = Vector512<double>.Zero;
        var whole = x.Length - (x.Length % Vectors.Width);
        for (var i = 0; i < whole; i += Vectors.Width)
            sum += Vectors.Whole.Read(x, i) - Vectors.Whole.Read(x, i);
        for (var i = Vectors.Sum(sum) == 0 ? whole : 0; i < x.Length; i++)
        {
            if (!double.IsFinite(x[i]))
                return i;
        }

        return Option<int>.None;
    }
}
