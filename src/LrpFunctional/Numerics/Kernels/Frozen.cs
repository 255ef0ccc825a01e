using System.Collections.Immutable;
using System.Runtime.InteropServices;

namespace LrpFunctional.Numerics.Kernels;

/// <summary>The one place where a buffer that a kernel owned alone turns into an immutable value, without a copy.</summary>
internal static class Frozen
{
    /// <summary>A buffer whose every cell the calling kernel writes before it is frozen.</summary>
    public static double[] Buffer(int rows, int columns) => GC.AllocateUninitializedArray<double>(rows * columns);

    public static Matrix AsMatrix(this double[] buffer, int rows, int columns) =>
        Matrix.Of(rows, columns, ImmutableCollectionsMarshal.AsImmutableArray(buffer));

    public static ImmutableArray<double> AsImmutable(this double[] buffer) => ImmutableCollectionsMarshal.AsImmutableArray(buffer);
}
