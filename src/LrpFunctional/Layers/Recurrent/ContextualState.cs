using System.Collections.Immutable;
using LrpFunctional.Numerics;
using LrpFunctional.Sequences;

namespace LrpFunctional.Layers.Recurrent;

/// <summary>h and c of one step or of all, each in two parts.</summary>
/// <param name="Hidden">h.</param>
/// <param name="Cell">c, of no columns for a cell without.</param>
internal sealed record ContextualState(Parts Hidden, Parts Cell)
{
    /// <summary>The state of a run of lanes.</summary>
    public ContextualState Slice(int firstLane, int lanes) =>
        new(Hidden.Slice(firstLane, lanes), Cell.Slice(firstLane, lanes));

    /// <summary>What a cell begins with by itself; it is no phrase's, and belongs to γ.</summary>
    public static ContextualState Initial(ICell cell, Packing packing)
    {
        var state = DirectionTrace.Start(cell, packing);
        Parts Rest(Matrix whole) => new(Matrix.Zero(whole.Rows, whole.Columns), whole);
        return new ContextualState(Rest(state.Hidden), Rest(state.Cell));
    }

    /// <summary>The states of all steps, in the order of the words.</summary>
    public static ContextualState InWordOrder(
        ICell cell,
        ImmutableArray<ContextualState> steps,
        ImmutableArray<int> order
    )
    {
        Parts All(int columns, Func<ContextualState, Parts> of) =>
            Parts.Stack(columns, [.. steps.Select(of)]).Map(part => MatrixRows.Gather(part, order.AsSpan()));
        return new ContextualState(
            All(cell.Units, step => step.Hidden),
            All(cell.InitialCell.Columns, step => step.Cell)
        );
    }
}
