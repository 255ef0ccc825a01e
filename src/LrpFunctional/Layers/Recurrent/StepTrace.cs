namespace LrpFunctional.Layers.Recurrent;

/// <summary>One step of one direction: its gates and the state it led to.</summary>
public sealed record StepTrace(IGates Gates, CellState State)
{
    /// <summary>The step of a run of lanes; of all steps together, one step.</summary>
    public StepTrace Slice(int firstRow, int rows) => new(Gates.Slice(firstRow, rows), State.Slice(firstRow, rows));
}
