using LrpFunctional.Numerics;

namespace LrpFunctional.Layers.Recurrent.Simple;

/// <summary>What one step of a simple cell summed.</summary>
/// <param name="Sum">z = Wx x + Wh h_{t−1} + b (n × d).</param>
public sealed record SimpleSum(Matrix Sum) : IGates
{
    /// <inheritdoc/>
    public IGates Slice(int firstRow, int rows) => new SimpleSum(Sum.Slice(firstRow, rows));
}
