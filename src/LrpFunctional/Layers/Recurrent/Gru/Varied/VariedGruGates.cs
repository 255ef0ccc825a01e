using LrpFunctional.Numerics;

namespace LrpFunctional.Layers.Recurrent.Gru.Varied;

/// <summary>What one step of a GRU with other functions did.</summary>
/// <param name="Usual">Its gates and its candidate.</param>
/// <param name="Sums">z_r and z_z, which the gates' function may need for its slope (n × 2d).</param>
public sealed record VariedGruGates(GruGates Usual, Matrix Sums) : IGates
{
    /// <inheritdoc/>
    public IGates Slice(int firstRow, int rows) =>
        new VariedGruGates((GruGates)Usual.Slice(firstRow, rows), Sums.Slice(firstRow, rows));
}
