using System.Diagnostics;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace LrpFunctional.Numerics;

/// <summary>How a kernel reaches eight elements of a row.</summary>
internal interface IAccess
{
    /// <summary>The eight values from index <paramref name="at"/>.</summary>
    static abstract Vector512<double> Read(ReadOnlySpan<double> source, int at);

    /// <summary>Writes the eight values from index <paramref name="at"/>.</summary>
    static abstract void Write(Vector512<double> values, Span<double> target, int at);
}

/// <summary>
/// Eight doubles at a time; the runtime splits them on narrower machines, element by element the same operations, so
/// the same bits.
/// </summary>
internal static class Vectors
{
    public const int Width = 8;

    /// <summary>
    /// Where the eight elements that hold element <paramref name="at"/> start: there, or so much earlier that they end
    /// with the row. An elementwise kernel then writes some elements twice, with the same bits, and needs no code for
    /// the rest of a row.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Start(int at, int length) => Math.Max(0, Math.Min(at, length - Width));

    /// <summary>A number of elements, filled up to whole vectors.</summary>
    public static int Padded<T>(int elements)
        where T : unmanaged => (elements + Vector512<T>.Count - 1) / Vector512<T>.Count * Vector512<T>.Count;

    /// <summary>Σ of all elements, halves added to halves, always in the same order.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Sum<T>(Vector512<T> v)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var half = v.GetLower() + v.GetUpper();
        var quarter = half.GetLower() + half.GetUpper();
        return typeof(T) == typeof(double)
            ? quarter[0] + quarter[1]
            : quarter[0] + quarter[2] + (quarter[1] + quarter[3]);
    }

    /// <summary>Σ of a row of whole vectors.</summary>
    public static T Total<T>(ref T row, int length)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Debug.Assert(length % Vector512<T>.Count == 0, $"{length} elements are no whole vectors");
        var sum = Vector512<T>.Zero;
        for (var at = 0; at < length; at += Vector512<T>.Count)
            sum += Vector512.LoadUnsafe(ref row, (nuint)at);
        return Sum(sum);
    }

    /// <summary>sum += row, over whole vectors.</summary>
    public static void AddTo<T>(ref T sum, ref T row, int length)
        where T : unmanaged
    {
        Debug.Assert(length % Vector512<T>.Count == 0, $"{length} elements are no whole vectors");
        for (var at = 0; at < length; at += Vector512<T>.Count)
            (Vector512.LoadUnsafe(ref sum, (nuint)at) + Vector512.LoadUnsafe(ref row, (nuint)at)).StoreUnsafe(
                ref sum,
                (nuint)at
            );
    }

    /// <summary>x / y, or 0 where y is 0.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> Quotient<T>(Vector512<T> x, Vector512<T> y)
        where T : unmanaged =>
        Vector512.ConditionalSelect(Vector512.Equals(y, Vector512<T>.Zero), Vector512<T>.Zero, x / y);

    /// <summary>
    /// x, with 0 for what is smaller than 1e-200, or 1e-30 in float32: over a long sequence relevance fades into
    /// numbers that are never quite zero, carry no digits, and are slow.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> Flushed<T>(Vector512<T> x)
        where T : unmanaged
    {
        var smallest =
            typeof(T) == typeof(double)
                ? Vector512.Create(1e-200).As<double, T>()
                : Vector512.Create(1e-30f).As<float, T>();
        return Vector512.ConditionalSelect(Vector512.LessThan(Vector512.Abs(x), smallest), Vector512<T>.Zero, x);
    }

    /// <summary>−|x|.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> Negative<T>(Vector512<T> x)
        where T : unmanaged => x | SignBit<T>();

    /// <summary>|x| with the sign of y.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> WithSign<T>(Vector512<T> x, Vector512<T> y)
        where T : unmanaged => Vector512.ConditionalSelect(SignBit<T>(), y, x);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<T> SignBit<T>()
        where T : unmanaged =>
        typeof(T) == typeof(double) ? Vector512.Create(-0.0).As<double, T>() : Vector512.Create(-0.0f).As<float, T>();

    /// <summary>x y + z with one rounding.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> MultiplyAdd<T>(Vector512<T> x, Vector512<T> y, Vector512<T> z)
        where T : unmanaged =>
        typeof(T) == typeof(double)
            ? Vector512.FusedMultiplyAdd(x.AsDouble(), y.AsDouble(), z.AsDouble()).As<double, T>()
            : Vector512.FusedMultiplyAdd(x.AsSingle(), y.AsSingle(), z.AsSingle()).As<float, T>();

    /// <summary>In debug builds: a row is made of whole vectors.</summary>
    [Conditional("DEBUG")]
    public static void AssertWhole<T>(int length)
        where T : unmanaged => Debug.Assert(length >= 0 && length % Vector512<T>.Count == 0);

    /// <summary>For rows of eight elements or more.</summary>
    public readonly struct Whole : IAccess
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector512<double> Read(ReadOnlySpan<double> source, int at)
        {
            Debug.Assert(at >= 0 && at + Width <= source.Length);
            return Vector512.LoadUnsafe(ref MemoryMarshal.GetReference(source), (nuint)at);
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static void Write(Vector512<double> values, Span<double> target, int at)
        {
            Debug.Assert(at >= 0 && at + Width <= target.Length);
            values.StoreUnsafe(ref MemoryMarshal.GetReference(target), (nuint)at);
        }
    }

    /// <summary>For what is shorter than eight: zeros stand behind its end, and nothing is written there.</summary>
    public readonly struct Short : IAccess
    {
        public static Vector512<double> Read(ReadOnlySpan<double> source, int at)
        {
            Debug.Assert(at >= 0 && at <= source.Length && source.Length - at <= Width);
            Span<double> padded = stackalloc double[Width];
            padded.Clear();
            source[at..].CopyTo(padded);
            return Vector512.Create<double>(padded);
        }

        public static void Write(Vector512<double> values, Span<double> target, int at)
        {
            Debug.Assert(at >= 0 && at <= target.Length && target.Length - at <= Width);
            Span<double> padded = stackalloc double[Width];
            values.CopyTo(padded);
            padded[..(target.Length - at)].CopyTo(target[at..]);
        }
    }
}
