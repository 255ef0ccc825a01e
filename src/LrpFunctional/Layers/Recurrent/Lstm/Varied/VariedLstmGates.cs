using LrpFunctional.Numerics;

namespace LrpFunctional.Layers.Recurrent.Lstm.Varied;

/// <summary>What one step of a varied LSTM did, for the n lanes that run.</summary>
/// <param name="Sums">z_i, z_f, z_g and z_o, what gates see of c in them (n × 4d).</param>
/// <param name="Input">i (n × d).</param>
/// <param name="Forget">f, or 1 − i (n × d).</param>
/// <param name="Candidate">g (n × d).</param>
/// <param name="Output">o (n × d).</param>
/// <param name="Signal">a(c), which the output gate acts on (n × d).</param>
public sealed record VariedLstmGates(
    Matrix Sums,
    Matrix Input,
    Matrix Forget,
    Matrix Candidate,
    Matrix Output,
    Matrix Signal
) : IGates
{
    /// <summary>z of one block.</summary>
    internal Matrix Sum(int block) => MatrixRows.TakeColumns(Sums, block * Input.Columns, Input.Columns);

    /// <inheritdoc/>
    public IGates Slice(int firstRow, int rows)
    {
        Matrix At(Matrix all) => all.Slice(firstRow, rows);
        return new VariedLstmGates(At(Sums), At(Input), At(Forget), At(Candidate), At(Output), At(Signal));
    }
}
