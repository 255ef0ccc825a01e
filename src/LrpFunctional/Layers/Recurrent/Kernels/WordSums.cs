using System.Collections.Immutable;
using System.Diagnostics;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using LrpFunctional.Memory;
using LrpFunctional.Numerics;

namespace LrpFunctional.Layers.Recurrent.Kernels;

/// <summary>What the directions of a layer found, added up.</summary>
internal static class WordSums
{
    /// <summary>
    /// Σ of the directions' columns (rows × 1); each order gives, for a row of the result, the direction's own row.
    /// </summary>
    public static Matrix Of<T>(ImmutableArray<PooledMatrix<T>> directions, ImmutableArray<ImmutableArray<int>> orders)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Debug.Assert(directions.Length == orders.Length);
        var sums = Frozen.Buffer(directions[0].Rows, 1);
        for (var row = 0; row < sums.Length; row++)
        {
            var sum = directions[0].Row(orders[0][row]);
            for (var direction = 1; direction < directions.Length; direction++)
                sum += directions[direction].Row(orders[direction][row]);
            sums[row] = double.CreateTruncating(sum);
        }

        return sums.AsMatrix(sums.Length, 1);
    }

    /// <summary>‖Σ of the directions' rows‖² (rows × 1), in the same orders.</summary>
    public static Matrix SquaredNorms<T>(
        ImmutableArray<PooledMatrix<T>> directions,
        ImmutableArray<ImmutableArray<int>> orders
    )
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Debug.Assert(directions.Length <= 2 && directions.Length == orders.Length);
        Debug.Assert(directions[0].Columns == directions[^1].Columns);
        var norms = Frozen.Buffer(directions[0].Rows, 1);
        for (var row = 0; row < norms.Length; row++)
        {
            ref var left = ref directions[0].Row(orders[0][row]);
            ref var right = ref directions[^1].Row(orders[^1][row]);
            norms[row] = double.CreateTruncating(
                directions.Length == 1
                    ? Reduction.Dot(ref left, ref left, directions[0].Columns)
                    : SquaredNorm(ref left, ref right, directions[0].Columns)
            );
        }

        return norms.AsMatrix(norms.Length, 1);
    }

    /// <summary>dz · (Wx x) of each word, one per packed row as the cell read them.</summary>
    public static PooledMatrix<T> Dots<T>(
        PooledMatrix<T> gradients,
        ReadOnlySpan<int> inputs,
        PooledMatrix<T> projection
    )
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Debug.Assert(inputs.Length == gradients.Rows && gradients.Columns <= projection.Columns);
        var words = new PooledMatrix<T>(gradients.Rows, 1);
        for (var row = 0; row < gradients.Rows; row++)
            words.Row(row) = Reduction.Dot(ref gradients.Row(row), ref projection.Row(inputs[row]), gradients.Columns);
        return words;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static T SquaredNorm<T>(ref T left, ref T right, int columns)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Vectors.AssertWhole<T>(columns);
        var norm = Vector512<T>.Zero;
        for (var at = 0; at < columns; at += Vector512<T>.Count)
        {
            var sum = Vector512.LoadUnsafe(ref left, (nuint)at) + Vector512.LoadUnsafe(ref right, (nuint)at);
            norm = Vectors.MultiplyAdd(sum, sum, norm);
        }

        return Vectors.Sum(norm);
    }
}
