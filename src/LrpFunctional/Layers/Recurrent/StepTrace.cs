namespace LrpFunctional.Layers.Recurrent;

/// <summary>One step of one direction: its gates and the state it led to.</summary>
public sealed record StepTrace(IGates Gates, CellState State);
