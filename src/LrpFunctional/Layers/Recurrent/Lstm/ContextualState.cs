namespace LrpFunctional.Layers.Recurrent.Lstm;

/// <summary>h and c of one step of an LSTM, each in two parts.</summary>
internal sealed record ContextualState(Parts Hidden, Parts Cell)
{
    /// <summary>The state of a run of lanes.</summary>
    public ContextualState Slice(int firstLane, int lanes) =>
        new(Hidden.Slice(firstLane, lanes), Cell.Slice(firstLane, lanes));
}
