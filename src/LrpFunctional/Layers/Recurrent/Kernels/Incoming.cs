using System.Diagnostics;
using System.Numerics;
using LrpFunctional.Memory;
using LrpFunctional.Numerics;

namespace LrpFunctional.Layers.Recurrent.Kernels;

/// <summary>What reaches the hidden states of one cell from above, be it relevance or a gradient.</summary>
/// <param name="atLast">For the last h of each lane (n × units).</param>
/// <param name="atEach">For the h of each packed row as the cell went (rows × units), where something reaches all of
/// them.</param>
internal sealed class Incoming<T>(PooledMatrix<T> atLast, PooledMatrix<T>? atEach) : IDisposable
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public PooledMatrix<T> AtLast { get; } = atLast;

    public PooledMatrix<T>? AtEach { get; } = atEach;

    /// <summary>Adds what reaches the h of a run of rows to what later steps sent to the same lanes.</summary>
    public void Join(int firstRow, int lanes)
    {
        if (AtEach is null)
            return;
        Debug.Assert(firstRow + lanes <= AtEach.Rows && lanes <= AtLast.Rows, "more lanes than rows");
        Debug.Assert(AtLast.Columns >= AtEach.Columns, $"{AtLast.Columns} columns, not {AtEach.Columns}");
        for (var lane = 0; lane < lanes; lane++)
            Vectors.AddTo(ref AtLast.Row(lane), ref AtEach.Row(firstRow + lane), AtEach.Columns);
    }

    public void Dispose()
    {
        AtLast.Dispose();
        AtEach?.Dispose();
    }
}
