using System.Collections.Immutable;
using LrpFunctional.Layers.Recurrent.Kernels;
using LrpFunctional.Numerics;
using LrpFunctional.Sequences;

namespace LrpFunctional.Layers.Recurrent;

/// <summary>One cell's way through a batch.</summary>
/// <param name="Cell">The cell that ran.</param>
/// <param name="Packing">Where each lane's steps lie.</param>
/// <param name="Order">For each packed row, the row (in the order of the words) whose input the cell read
/// there.</param>
/// <param name="Projection">Wx x of what the cell read at each packed row (rows × Gd).</param>
/// <param name="Initial">The state before the first step, all lanes.</param>
/// <param name="Steps">The steps in the order in which the cell took them; step t has a row for each lane longer than
/// t.</param>
public sealed record DirectionTrace(
    ICell Cell,
    Packing Packing,
    ImmutableArray<int> Order,
    Matrix Projection,
    CellState Initial,
    ImmutableArray<StepTrace> Steps
)
{
    /// <summary>h_{t−1} and c_{t−1} of the lanes that take step t.</summary>
    public CellState Before(int step) => (step == 0 ? Initial : Steps[step - 1].State).Slice(0, Packing.Lanes(step));

    /// <summary>h of each packed row as the cell went (rows × d).</summary>
    internal Matrix Hidden => MatrixRows.Stack(Cell.Units, [.. Steps.Select(step => step.State.Hidden)]);

    /// <summary>The trace of a run that wrote down the gates.</summary>
    internal static DirectionTrace Of(ICell cell, Packing packing, DirectionRun<double> run)
    {
        var recorded = run.Recorded;
        var (whole, first) = (cell.Steps(recorded), Indices.Repeated(0, packing.Lanes(0)));
        StepTrace Step(int t) => whole.Slice(packing.Offset(t), packing.Lanes(t));

        return new DirectionTrace(
            cell,
            packing,
            run.Order,
            recorded.Cell.InBlocks(run.Projection, run.Inputs.AsSpan()),
            new CellState(
                MatrixRows.Gather(cell.InitialHidden, first.AsSpan()),
                MatrixRows.Gather(cell.InitialCell, first.AsSpan())
            ),
            [.. Enumerable.Range(0, packing.Steps).Select(Step)]
        );
    }

    /// <summary>Two are equal when all that they hold is.</summary>
    public bool Equals(DirectionTrace? other) =>
        other is not null
        && Equals(Cell, other.Cell)
        && Packing == other.Packing
        && Order.Same(other.Order)
        && Projection == other.Projection
        && Initial == other.Initial
        && Steps.Same(other.Steps);

    /// <summary>A hash over it.</summary>
    public override int GetHashCode() =>
        HashCode.Combine(Cell, Packing, Order.Hash(), Projection, Initial, Steps.Hash());
}
