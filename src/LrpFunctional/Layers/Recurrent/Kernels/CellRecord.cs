using System.Diagnostics;
using System.Numerics;
using System.Runtime.CompilerServices;
using LrpFunctional.Memory;
using LrpFunctional.Numerics;

namespace LrpFunctional.Layers.Recurrent.Kernels;

/// <summary>
/// What one cell did with a batch, in borrowed memory: h of each packed row, and what else was asked for, quantity
/// after quantity in each row.
/// </summary>
internal sealed class CellRecord<T> : IDisposable
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly int _gateStart;

    /// <summary>Memory for the given number of packed rows.</summary>
    public CellRecord(PreparedCell<T> cell, int rows, Recording what)
        : this(
            cell,
            what,
            new PooledMatrix<T>(rows, cell.Padded),
            new PooledMatrix<T>(
                rows,
                (Products(cell, what) + (what.HasFlag(Recording.Gates) ? cell.GatePlanes : 0)) * cell.Padded
            )
        ) { }

    private CellRecord(PreparedCell<T> cell, Recording what, PooledMatrix<T> hidden, PooledMatrix<T> written)
    {
        Cell = cell;
        What = what;
        Hidden = hidden;
        Written = written;
        _gateStart = Products(cell, what) * cell.Padded;
    }

    public PreparedCell<T> Cell { get; }

    /// <summary>What was asked for.</summary>
    public Recording What { get; }

    /// <summary>h (rows × units).</summary>
    public PooledMatrix<T> Hidden { get; }

    /// <summary>The products, if asked for, then the gates, if asked for.</summary>
    public PooledMatrix<T> Written { get; }

    /// <summary>Whether the gates were asked for.</summary>
    public bool HasGates => What.HasFlag(Recording.Gates);

    /// <summary>The gates of a row.</summary>
    public ref T Gates(int row)
    {
        Debug.Assert(HasGates && _gateStart + (Cell.GatePlanes * Cell.Padded) <= Written.Columns);
        return ref Unsafe.Add(ref Written.Row(row), _gateStart);
    }

    /// <summary>A copy of what the cell did at the given rows, some of them maybe several times.</summary>
    public CellRecord<T> At(ReadOnlySpan<int> chosen) => new(Cell, What, Hidden.At(chosen), Written.At(chosen));

    /// <summary>One of the gate planes (rows × d).</summary>
    public Matrix FreezeGate(int plane) => Written.Freeze(_gateStart + (plane * Cell.Padded), Cell.Units);

    public void Dispose()
    {
        Hidden.Dispose();
        Written.Dispose();
    }

    private static int Products(PreparedCell<T> cell, Recording what) =>
        what.HasFlag(Recording.Products) ? cell.ProductPlanes : 0;
}
