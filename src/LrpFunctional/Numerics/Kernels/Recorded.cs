using System.Numerics;
using System.Runtime.CompilerServices;

namespace LrpFunctional.Numerics.Kernels;

/// <summary>
/// What one cell did with a batch, in borrowed memory: h of each packed row, and what else was asked for, quantity
/// after quantity in each row.
/// </summary>
internal sealed class Recorded<T> : IDisposable
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly int _gateStart;

    /// <summary>Memory for the given number of packed rows.</summary>
    public Recorded(CellPanels<T> cell, int rows, Recording what)
        : this(
            cell,
            what,
            new Plane<T>(rows, cell.Padded),
            new Plane<T>(
                rows,
                (Products(cell, what) + (what.HasFlag(Recording.Gates) ? cell.GatePlanes : 0)) * cell.Padded
            )
        ) { }

    private Recorded(CellPanels<T> cell, Recording what, Plane<T> hidden, Plane<T> written)
    {
        Cell = cell;
        What = what;
        Hidden = hidden;
        Written = written;
        _gateStart = Products(cell, what) * cell.Padded;
    }

    public CellPanels<T> Cell { get; }

    /// <summary>What was asked for.</summary>
    public Recording What { get; }

    /// <summary>h (rows × units).</summary>
    public Plane<T> Hidden { get; }

    /// <summary>The products, if asked for, then the gates, if asked for.</summary>
    public Plane<T> Written { get; }

    /// <summary>Whether the gates were asked for.</summary>
    public bool HasGates => What.HasFlag(Recording.Gates);

    /// <summary>The gates of a row.</summary>
    public ref T Gates(int row) => ref Unsafe.Add(ref Written.Row(row), _gateStart);

    /// <summary>A copy of what the cell did at the given rows, some of them maybe several times.</summary>
    public Recorded<T> At(ReadOnlySpan<int> chosen) => new(Cell, What, Hidden.At(chosen), Written.At(chosen));

    /// <summary>One of the gate planes (rows × d).</summary>
    public Matrix FreezeGate(int plane) => Written.Freeze(_gateStart + (plane * Cell.Padded), Cell.Units);

    public void Dispose()
    {
        Hidden.Dispose();
        Written.Dispose();
    }

    private static int Products(CellPanels<T> cell, Recording what) =>
        what.HasFlag(Recording.Products) ? cell.ProductPlanes : 0;
}
