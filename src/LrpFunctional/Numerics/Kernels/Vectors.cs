using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace LrpFunctional.Numerics.Kernels;

/// <summary>How a kernel reaches eight elements of a row.</summary>
internal interface IAccess
{
    /// <summary>The eight values from index <paramref name="at"/>.</summary>
    static abstract Vector512<double> Read(ReadOnlySpan<double> source, int at);

    /// <summary>Writes the eight values from index <paramref name="at"/>.</summary>
    static abstract void Write(Vector512<double> values, Span<double> target, int at);
}

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

    /// <summary>Σ of eight partial sums, always in the same order.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Sum(Vector512<double> v) =>
        v[0] + v[4] + (v[2] + v[6]) + (v[1] + v[5] + (v[3] + v[7]));

    /// <summary>For rows of eight elements or more.</summary>
    public readonly struct Whole : IAccess
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector512<double> Read(ReadOnlySpan<double> source, int at) =>
            Vector512.LoadUnsafe(ref MemoryMarshal.GetReference(source), (nuint)at);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static void Write(Vector512<double> values, Span<double> target, int at) =>
            values.StoreUnsafe(ref MemoryMarshal.GetReference(target), (nuint)at);
    }

    /// <summary>For what is shorter than eight: zeros stand behind its end, and nothing is written there.</summary>
    public readonly struct Short : IAccess
    {
        public static Vector512<double> Read(ReadOnlySpan<double> source, int at)
        {
            Span<double> padded = stackalloc double[Width];
            padded.Clear();
            source[at..].CopyTo(padded);
            return Vector512.Create<double>(padded);
        }

        public static void Write(Vector512<double> values, Span<double> target, int at)
        {
            Span<double> padded = stackalloc double[Width];
            values.CopyTo(padded);
            padded[..(target.Length - at)].CopyTo(target[at..]);
        }
    }
}
