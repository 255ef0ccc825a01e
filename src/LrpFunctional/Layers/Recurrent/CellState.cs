using LrpFunctional.Numerics;

namespace LrpFunctional.Layers.Recurrent;

/// <summary>
/// h and, for an LSTM, c of one step; relevances and gradients of a state have its shape and so its type.
/// </summary>
/// <param name="Hidden">h (n × d).</param>
/// <param name="Cell">c (n × d), or n × 0 for a cell without.</param>
public sealed record CellState(Matrix Hidden, Matrix Cell)
{
    /// <summary>The state of a run of lanes.</summary>
    public CellState Slice(int firstLane, int lanes) =>
        new(Hidden.Slice(firstLane, lanes), Cell.Slice(firstLane, lanes));
}
