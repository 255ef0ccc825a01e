namespace LrpFunctional.Layers.Recurrent;

/// <summary>What gates and candidate of a cell were, in one step or in all.</summary>
public interface IGates
{
    /// <summary>Those of a run of rows.</summary>
    IGates Slice(int firstRow, int rows);
}
