using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace LrpFunctional.Numerics.Kernels;

/// <summary>
/// The right-hand matrix of a product in the order in which the product reads it: panels of four vectors of columns, each with its rows
/// one after the other. Columns that fill up the last panel are zeros.
/// </summary>
internal sealed class Panels<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly T[] _values;

    private Panels(int depth, int columns, T[] values)
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
    public ref T this[int column] => ref MemoryMarshal.GetReference(_values.AsSpan(column * Depth));

    /// <summary>The panels of the matrix with the given elements.</summary>
    public static Panels<T> Pack(int depth, int columns, Func<int, int, double> element)
    {
        var padded = (columns + Width - 1) / Width * Width;
        var values = new T[depth * padded];
        for (var column = 0; column < columns; column++)
        {
            var start = (column / Width * Width * depth) + (column % Width);
            for (var row = 0; row < depth; row++) values[start + (row * Width)] = T.CreateTruncating(element(row, column));
        }

        return new Panels<T>(depth, padded, values);
    }
}
