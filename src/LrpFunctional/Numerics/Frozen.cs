using System.Diagnostics;
using System.Runtime.InteropServices;

namespace LrpFunctional.Numerics;

/// <summary>
/// The one place in the library where a buffer that a kernel owned alone turns into an immutable value, without a copy.
/// </summary>
internal static class Frozen
{
    /// <summary>A buffer whose every cell the calling kernel writes before it is frozen.</summary>
    public static double[] Buffer(int rows, int columns)
    {
        Debug.Assert(rows >= 0 && columns >= 0 && (long)rows * columns <= Array.MaxLength);
        return GC.AllocateUninitializedArray<double>(rows * columns);
    }

    /// <summary>A matrix with the same number everywhere.</summary>
    public static Matrix Filled(int rows, int columns, double value)
    {
        var buffer = Buffer(rows, columns);
        Array.Fill(buffer, value);
        return buffer.AsMatrix(rows, columns);
    }

    public static Matrix AsMatrix(this double[] buffer, int rows, int columns) =>
        Matrix.Of(rows, columns, ImmutableCollectionsMarshal.AsImmutableArray(buffer));
}
