using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace LrpFunctional.Numerics.Kernels;

/// <summary>Eight doubles at a time; the runtime splits them on narrower machines, element by element the same operations, so the same bits.</summary>
internal static class Vectors
{
    public const int Width = 8;

    /// <summary>
    /// Where the eight elements that hold element <paramref name="at"/> start: there, or so much earlier that they end with the row. An
    /// elementwise kernel then writes some elements twice, with the same bits, and needs no code for the rest of a row.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Start(int at, int length) => Math.Max(0, Math.Min(at, length - Width));

    /// <summary>The eight values from index <paramref name="at"/>; zeros stand for those behind the end.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> Read(ReadOnlySpan<double> source, int at) =>
        source.Length - at >= Width
            ? Vector512.LoadUnsafe(ref MemoryMarshal.GetReference(source), (nuint)at)
            : ReadTail(source[at..]);

    /// <summary>Writes the eight values from index <paramref name="at"/>, as far as there is room.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Write(this Vector512<double> values, Span<double> target, int at)
    {
        if (target.Length - at >= Width) values.StoreUnsafe(ref MemoryMarshal.GetReference(target), (nuint)at);
        else WriteTail(values, target[at..]);
    }

    /// <summary>Σ of eight partial sums, always in the same order.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Sum(Vector512<double> v) =>
        v[0] + v[4] + (v[2] + v[6]) + (v[1] + v[5] + (v[3] + v[7]));

    private static Vector512<double> ReadTail(ReadOnlySpan<double> source)
    {
        Span<double> padded = stackalloc double[Width];
        padded.Clear();
        source.CopyTo(padded);
        return Vector512.Create<double>(padded);
    }

    private static void WriteTail(Vector512<double> values, Span<double> target)
    {
        Span<double> padded = stackalloc double[Width];
        values.CopyTo(padded);
        padded[..target.Length].CopyTo(target);
    }
}
