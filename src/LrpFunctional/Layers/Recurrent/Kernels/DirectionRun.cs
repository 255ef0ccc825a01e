using System.Collections.Immutable;
using System.Numerics;
using LrpFunctional.Memory;

namespace LrpFunctional.Layers.Recurrent.Kernels;

/// <summary>One cell's way through a batch, in borrowed memory.</summary>
/// <param name="Order">For each packed row, the row (in the order of the words) whose input the cell read
/// there.</param>
/// <param name="Inputs">For each packed row, the row of <paramref name="Projection"/> that the cell read there.</param>
/// <param name="Projection">Wx x of each different input; given back with the rest, unless it lasts or is lent.</param>
/// <param name="Recorded">What the cell did.</param>
internal sealed record DirectionRun<T>(
    ImmutableArray<int> Order,
    ImmutableArray<int> Inputs,
    PooledMatrix<T> Projection,
    CellRecord<T> Recorded
) : IDisposable
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public PreparedCell<T> Cell => Recorded.Cell;

    public void Dispose()
    {
        Projection.Dispose();
        Recorded.Dispose();
    }
}
