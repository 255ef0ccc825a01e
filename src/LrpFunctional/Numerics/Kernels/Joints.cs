using System.Collections.Immutable;
using System.Numerics;

namespace LrpFunctional.Numerics.Kernels;

/// <summary>Where layers meet: the cells' rows, each in the order in which its cell went, and the layer's rows in the order of the words.</summary>
internal static class Joints
{
    /// <summary>The first columns of the cells' planes side by side, in the order of the words; each order gives, for a row of the result, the cell's own row.</summary>
    public static Plane<T> SideBySide<T>(ImmutableArray<Plane<T>> cells, ImmutableArray<int> widths, ImmutableArray<ImmutableArray<int>> orders)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var result = new Plane<T>(orders[0].Length, widths.Sum());
        var first = 0;
        for (var cell = 0; cell < cells.Length; cell++)
        {
            for (var row = 0; row < result.Rows; row++)
                cells[cell].Span.Slice(orders[cell][row] * cells[cell].Columns, widths[cell]).CopyTo(result.Span[((row * result.Columns) + first)..]);
            first += widths[cell];
        }

        return result;
    }

    /// <summary>A run of columns as one cell goes through the rows, filled up with zeros to a number of columns.</summary>
    public static Plane<T> Part<T>(Plane<T> joined, int firstColumn, int width, int columns, ImmutableArray<int> order)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var result = new Plane<T>(order.Length, columns);
        result.Span.Clear();
        for (var row = 0; row < result.Rows; row++) joined.Span.Slice((order[row] * joined.Columns) + firstColumn, width).CopyTo(result.Span[(row * columns)..]);
        return result;
    }

    /// <summary>A matrix, filled up with zeros to a number of columns.</summary>
    public static Plane<T> Filled<T>(Matrix matrix, int columns)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var result = new Plane<T>(matrix.Rows, columns);
        result.Span.Clear();
        for (var row = 0; row < matrix.Rows; row++)
        {
            var source = matrix.Row(row);
            var target = result.Span[(row * columns)..];
            for (var column = 0; column < source.Length; column++) target[column] = T.CreateTruncating(source[column]);
        }

        return result;
    }

    /// <summary>Σ of the cells' rows over the first columns, in the order of the words.</summary>
    public static Plane<T> Sum<T>(ImmutableArray<Plane<T>> cells, int width, ImmutableArray<ImmutableArray<int>> orders)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var result = SideBySide(cells[..1], [width], orders[..1]);
        for (var cell = 1; cell < cells.Length; cell++)
        {
            for (var row = 0; row < result.Rows; row++)
            {
                var target = result.Span.Slice(row * width, width);
                var source = cells[cell].Span[(orders[cell][row] * cells[cell].Columns)..];
                for (var column = 0; column < width; column++) target[column] += source[column];
            }
        }

        return result;
    }

    /// <summary>x ⊙ sum + share in every row, in the memory of the sum.</summary>
    public static Plane<T> TimesInputs<T>(Plane<T> sum, Plane<T> inputs, Plane<T> shares)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (var row = 0; row < sum.Rows; row++)
        {
            var target = sum.Span.Slice(row * sum.Columns, sum.Columns);
            var x = inputs.Span.Slice(row * inputs.Columns, sum.Columns);
            for (var column = 0; column < target.Length; column++) target[column] = T.FusedMultiplyAdd(target[column], x[column], shares.Row(row));
        }

        return sum;
    }
}
