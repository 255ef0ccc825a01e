using System.Diagnostics;
using System.Numerics;
using LrpFunctional.Memory;
using LrpFunctional.Numerics;

namespace LrpFunctional.Layers.Recurrent.Kernels;

/// <summary>∂s/∂W of a cell whose sums are Wx x + Wh h_{t−1} + b: what <see cref="CellGradient"/> says.</summary>
internal static class WeightGradientKernel
{
    /// <summary>
    /// xᵀ dz, h_{t−1}ᵀ dz and 1ᵀ dz, one below the other (e + d + 1 rows), as the pre-activations lie in
    /// <see cref="PreparedCell{T}"/>; each sum goes through the packed rows in their order.
    /// </summary>
    /// <param name="cell">The cell.</param>
    /// <param name="read">x of each packed row, in the order of the words.</param>
    /// <param name="order">For each packed row, the row of it that the cell read there.</param>
    /// <param name="hidden">h of each packed row as the cell went.</param>
    /// <param name="offsets">The first row of each step, and behind the last step the number of rows.</param>
    /// <param name="gradients">dz of each packed row.</param>
    public static PooledMatrix<T> Sums<T>(
        PreparedCell<T> cell,
        PooledMatrix<T> read,
        ReadOnlySpan<int> order,
        PooledMatrix<T> hidden,
        ReadOnlySpan<int> offsets,
        PooledMatrix<T> gradients
    )
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var (inputs, units, rows) = (cell.InputSize, cell.Units, offsets[^1]);
        Debug.Assert(order.Length == rows && gradients.Rows == rows && hidden.Rows == rows);
        Debug.Assert(read.Columns >= inputs && hidden.Columns >= units);
        using var turned = new PooledMatrix<T>(inputs + units + 1, rows);
        for (var row = 0; row < rows; row++)
            Turn(read.Span.Slice(order[row] * read.Columns, inputs), turned, 0, row);
        for (var step = 0; step < offsets.Length - 1; step++)
        {
            for (var row = offsets[step]; row < offsets[step + 1]; row++)
            {
                var before = step == 0 ? 0 : offsets[step - 1] + row - offsets[step];
                var source = step == 0 ? cell.InitialHidden.AsSpan() : hidden.Span[(before * hidden.Columns)..];
                Turn(source[..units], turned, inputs, row);
            }
        }

        turned.Span[((inputs + units) * rows)..].Fill(T.One);
        var panels = PackedWeights<T>.Of(gradients.Span, gradients.Columns);
        var sums = new PooledMatrix<T>(turned.Rows, panels.Columns);
        turned.AssertProduct(0, turned.Rows, panels, sums, 0);
        Product.Into(ref turned.Row(0), rows, turned.Rows, panels, ref sums.Row(0));
        return sums;
    }

    private static void Turn<T>(ReadOnlySpan<T> row, PooledMatrix<T> turned, int first, int column)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var target = turned.Span;
        for (var at = 0; at < row.Length; at++)
            target[((first + at) * turned.Columns) + column] = row[at];
    }
}
