using System.Diagnostics;
using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace LrpFunctional.Numerics;

/// <summary>
/// The right-hand matrix of a product in the order in which the product reads it: panels of four vectors of columns,
/// each with its rows one after the other. Columns that fill up the last panel are zeros.
/// </summary>
internal sealed class PackedWeights<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly T[] _values;

    private PackedWeights(int depth, int columns, T[] values)
    {
        Depth = depth;
        Columns = columns;
        _values = values;
    }

    /// <summary>How many columns a panel has.</summary>
    public static int Width => 4 * Vector512<T>.Count;

    /// <summary>The number of rows.</summary>
    public int Depth { get; }

    /// <summary>The number of columns, filled up to whole panels.</summary>
    public int Columns { get; }

    /// <summary>The first element of the panel that starts with the given column.</summary>
    public ref T this[int column]
    {
        get
        {
            Debug.Assert(column % Width == 0 && column < Columns, $"no panel starts with column {column} of {Columns}");
            return ref MemoryMarshal.GetReference(_values.AsSpan(column * Depth));
        }
    }

    /// <summary>The panels of the matrix with the given elements.</summary>
    public static PackedWeights<T> Pack(int depth, int columns, Func<int, int, double> element)
    {
        var panels = Empty(depth, columns);
        for (var column = 0; column < columns; column++)
        {
            for (var row = 0; row < depth; row++)
                panels._values[panels.Place(row, column)] = T.CreateTruncating(element(row, column));
        }

        return panels;
    }

    /// <summary>The panels of a matrix.</summary>
    public static PackedWeights<T> Of(Matrix matrix)
    {
        var panels = Empty(matrix.Rows, matrix.Columns);
        for (var row = 0; row < matrix.Rows; row++)
        {
            var source = matrix.Row(row);
            for (var column = 0; column < source.Length; column++)
                panels._values[panels.Place(row, column)] = T.CreateTruncating(source[column]);
        }

        return panels;
    }

    /// <summary>The panels of rows that lie one after the other.</summary>
    public static PackedWeights<T> Of(ReadOnlySpan<T> rows, int columns)
    {
        var panels = Empty(rows.Length / columns, columns);
        for (var row = 0; row < panels.Depth; row++)
        {
            var source = rows.Slice(row * columns, columns);
            for (var column = 0; column < columns; column += Width)
                source[column..Math.Min(column + Width, columns)]
                    .CopyTo(panels._values.AsSpan(panels.Place(row, column)));
        }

        return panels;
    }

    /// <summary>The panels of a matrix turned round.</summary>
    public static PackedWeights<T> OfTransposed(Matrix matrix)
    {
        var panels = Empty(matrix.Columns, matrix.Rows);
        for (var column = 0; column < matrix.Rows; column++)
        {
            var source = matrix.Row(column);
            for (var row = 0; row < source.Length; row++)
                panels._values[panels.Place(row, column)] = T.CreateTruncating(source[row]);
        }

        return panels;
    }

    private static PackedWeights<T> Empty(int depth, int columns)
    {
        var padded = (columns + Width - 1) / Width * Width;
        return new PackedWeights<T>(depth, padded, new T[depth * padded]);
    }

    private int Place(int row, int column)
    {
        Debug.Assert(row >= 0 && row < Depth && column >= 0 && column < Columns);
        return (column / Width * Width * Depth) + (row * Width) + (column % Width);
    }
}
