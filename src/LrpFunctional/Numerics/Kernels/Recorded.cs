using System.Numerics;
using System.Runtime.CompilerServices;

namespace LrpFunctional.Numerics.Kernels;

/// <summary>What one cell did with a batch, in borrowed memory: h of each packed row, and what else was asked for, quantity after quantity in each row.</summary>
internal sealed class Recorded<T> : IDisposable
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly int _gateStart;

    /// <summary>Memory for the given number of packed rows.</summary>
    public Recorded(CellPanels<T> cell, int rows, Recording what)
    {
        var (products, gates) = (what.HasFlag(Recording.Products) ? cell.ProductPlanes : 0, what.HasFlag(Recording.Gates) ? cell.GatePlanes : 0);
        Cell = cell;
        Hidden = new Plane<T>(rows, cell.Padded);
        Written = new Plane<T>(rows, (products + gates) * cell.Padded);
        _gateStart = products * cell.Padded;
    }

    public CellPanels<T> Cell { get; }

    /// <summary>h (rows × units).</summary>
    public Plane<T> Hidden { get; }

    /// <summary>The products, if asked for, then the gates, if asked for.</summary>
    public Plane<T> Written { get; }

    /// <summary>Whether the gates were asked for.</summary>
    public bool HasGates => Written.Columns > _gateStart;

    /// <summary>The gates of a row.</summary>
    public ref T Gates(int row) => ref Unsafe.Add(ref Written.Row(row), _gateStart);

    /// <summary>h at the given rows.</summary>
    public Plane<T> HiddenAt(ReadOnlySpan<int> chosen)
    {
        var result = new Plane<T>(chosen.Length, Cell.Padded);
        for (var i = 0; i < chosen.Length; i++) Hidden.Span.Slice(chosen[i] * Cell.Padded, Cell.Padded).CopyTo(result.Span[(i * Cell.Padded)..]);
        return result;
    }

    /// <summary>One of the gate planes (rows × d).</summary>
    public Matrix FreezeGate(int plane) => Written.Freeze(_gateStart + (plane * Cell.Padded), Cell.Units);

    public void Dispose()
    {
        Hidden.Dispose();
        Written.Dispose();
    }
}
