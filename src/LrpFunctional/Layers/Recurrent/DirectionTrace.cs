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

    /// <summary>c of each packed row as the cell went (rows × d, or rows × 0).</summary>
    internal Matrix CellStates => MatrixRows.Stack(Initial.Cell.Columns, [.. Steps.Select(step => step.State.Cell)]);

    /// <summary>The trace of a run that wrote down the gates.</summary>
    internal static DirectionTrace Of(IKernelCell cell, Packing packing, DirectionRun<double> run)
    {
        var recorded = run.Recorded;
        var whole = cell.Steps(recorded);
        StepTrace Step(int t) => whole.Slice(packing.Offset(t), packing.Lanes(t));

        return new DirectionTrace(
            cell,
            packing,
            run.Order,
            recorded.Cell.InBlocks(run.Projection, run.Inputs.AsSpan()),
            Start(cell, packing),
            [.. Enumerable.Range(0, packing.Steps).Select(Step)]
        );
    }

    /// <summary>
    /// Time as a fold from the first step on, by the steps of the cell, over rows in the order of the words.
    /// </summary>
    internal static DirectionTrace Of(
        ICell cell,
        Packing packing,
        ImmutableArray<int> order,
        Matrix read,
        CellState initial
    )
    {
        var projection = Product.WithTransposed(MatrixRows.Gather(read, order.AsSpan()), cell.Input);
        var steps = Scan.Over<StepTrace>(
            Enumerable.Range(0, packing.Steps),
            (t, before) =>
                cell.Advance(
                    projection.Slice(packing.Offset(t), packing.Lanes(t)),
                    (before?.State ?? initial).Slice(0, packing.Lanes(t))
                )
        );
        return new DirectionTrace(cell, packing, order, projection, initial, steps);
    }

    /// <summary>The state that a cell begins with by itself, for each lane.</summary>
    internal static CellState Start(ICell cell, Packing packing)
    {
        var first = Indices.Repeated(0, packing.Lanes(0));
        return new CellState(
            MatrixRows.Gather(cell.InitialHidden, first.AsSpan()),
            MatrixRows.Gather(cell.InitialCell, first.AsSpan())
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
