using LrpFunctional.Numerics;

namespace LrpFunctional.Layers.Recurrent.Stateful;

/// <summary>What another layer's vector is the beginning of.</summary>
/// <param name="Cell">Which of the layer's cells, counted from 0.</param>
/// <param name="Part">Its h or its c.</param>
public readonly record struct StateStart(int Cell, StatePart Part)
{
    /// <summary>This part of a state, or of what reaches it.</summary>
    internal Matrix Of(CellState state) => Part == StatePart.Hidden ? state.Hidden : state.Cell;

    /// <summary>What reaches the layer that made it, given what reaches what each cell begins with.</summary>
    internal Arriving Sent(Func<int, CellState> before) => new Arriving.AtEach(Of(before(Cell)));
}
