using System.Collections.Immutable;
using System.Diagnostics;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using LrpFunctional.Memory;
using LrpFunctional.Numerics;

namespace LrpFunctional.Layers.Recurrent.Kernels;

/// <summary>
/// Where layers meet: the cells' rows, each in the order in which its cell went, and the layer's rows in the order of
/// the words.
/// </summary>
internal static class DirectionMerge
{
    /// <summary>
    /// The first columns of the cells' planes side by side, in the order of the words, filled up with zeros to whole
    /// vectors; each order gives, for a row of the result, the cell's own row.
    /// </summary>
    public static PooledMatrix<T> SideBySide<T>(
        ImmutableArray<PooledMatrix<T>> cells,
        ImmutableArray<int> widths,
        ImmutableArray<ImmutableArray<int>> orders
    )
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Debug.Assert(cells.Length == widths.Length && cells.Length == orders.Length);
        var width = widths.Sum();
        var result = new PooledMatrix<T>(orders[0].Length, Vectors.Padded<T>(width));
        for (var row = 0; row < result.Rows; row++)
        {
            var target = result.Span.Slice(row * result.Columns, result.Columns);
            for (var cell = 0; cell < cells.Length; cell++)
            {
                Debug.Assert(orders[cell][row] < cells[cell].Rows && widths[cell] <= cells[cell].Columns);
                cells[cell].Span.Slice(orders[cell][row] * cells[cell].Columns, widths[cell]).CopyTo(target);
                target = target[widths[cell]..];
            }

            target.Clear();
        }

        return result;
    }

    /// <summary>
    /// A run of columns as one cell goes through the rows, filled up with zeros to a number of columns.
    /// </summary>
    public static PooledMatrix<T> Part<T>(
        PooledMatrix<T> joined,
        int firstColumn,
        int width,
        int columns,
        ImmutableArray<int> order
    )
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Debug.Assert(firstColumn >= 0 && firstColumn + width <= joined.Columns && width <= columns);
        var result = new PooledMatrix<T>(order.Length, columns);
        result.Span.Clear();
        for (var row = 0; row < result.Rows; row++)
            joined
                .Span.Slice((order[row] * joined.Columns) + firstColumn, width)
                .CopyTo(result.Span[(row * columns)..]);
        return result;
    }

    /// <summary>
    /// Σ of the cells' rows, in the order of the words: the first columns, filled up to whole vectors, which the cells'
    /// rows have too.
    /// </summary>
    public static PooledMatrix<T> Sum<T>(
        ImmutableArray<PooledMatrix<T>> cells,
        int width,
        ImmutableArray<ImmutableArray<int>> orders
    )
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var result = new PooledMatrix<T>(orders[0].Length, Vectors.Padded<T>(width));
        Debug.Assert(cells.Length == orders.Length);
        for (var row = 0; row < result.Rows; row++)
        {
            cells[0]
                .Span.Slice(orders[0][row] * cells[0].Columns, result.Columns)
                .CopyTo(result.Span[(row * result.Columns)..]);
            for (var cell = 1; cell < cells.Length; cell++)
            {
                Debug.Assert(cells[cell].Columns >= result.Columns);
                Vectors.AddTo(ref result.Row(row), ref cells[cell].Row(orders[cell][row]), result.Columns);
            }
        }

        return result;
    }

    /// <summary>
    /// x ⊙ sum + share in every row, in the memory of the sum; Σ of the cells' shares, in their orders.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static PooledMatrix<T> TimesInputs<T>(
        PooledMatrix<T> sum,
        PooledMatrix<T> inputs,
        ImmutableArray<PooledMatrix<T>> shares,
        ImmutableArray<ImmutableArray<int>> orders
    )
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Debug.Assert(inputs.Rows == sum.Rows && inputs.Columns >= sum.Columns && shares.Length == orders.Length);
        Vectors.AssertWhole<T>(sum.Columns);
        for (var row = 0; row < sum.Rows; row++)
        {
            var share = shares[0].Row(orders[0][row]);
            for (var cell = 1; cell < shares.Length; cell++)
                share += shares[cell].Row(orders[cell][row]);
            ref var target = ref sum.Row(row);
            ref var x = ref inputs.Row(row);
            for (var at = 0; at < sum.Columns; at += Vector512<T>.Count)
                Vectors
                    .MultiplyAdd(
                        Vector512.LoadUnsafe(ref target, (nuint)at),
                        Vector512.LoadUnsafe(ref x, (nuint)at),
                        Vector512.Create(share)
                    )
                    .StoreUnsafe(ref target, (nuint)at);
        }

        return sum;
    }
}
