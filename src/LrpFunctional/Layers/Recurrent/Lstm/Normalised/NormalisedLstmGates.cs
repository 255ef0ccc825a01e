using LrpFunctional.Layers.Pointwise.Normalisations;
using LrpFunctional.Numerics;

namespace LrpFunctional.Layers.Recurrent.Lstm.Normalised;

/// <summary>What one step of a layer-normalised LSTM did, for the n lanes that run.</summary>
/// <param name="OfInput">What was made of Wx x (n × 4d).</param>
/// <param name="OfHidden">What was made of Wh h_{t−1} (n × 4d).</param>
/// <param name="Sums">z_i, z_f, z_g and z_o (n × 4d).</param>
/// <param name="Input">i (n × d).</param>
/// <param name="Forget">f (n × d).</param>
/// <param name="Candidate">g (n × d).</param>
/// <param name="Output">o (n × d).</param>
/// <param name="OfCell">c, made of f ⊙ c_{t−1} + i ⊙ g (n × d).</param>
/// <param name="Signal">a(c), which the output gate acts on (n × d).</param>
internal sealed record NormalisedLstmGates(
    NormalisedRows OfInput,
    NormalisedRows OfHidden,
    Matrix Sums,
    Matrix Input,
    Matrix Forget,
    Matrix Candidate,
    Matrix Output,
    NormalisedRows OfCell,
    Matrix Signal
) : IGates
{
    /// <summary>The d columns of one block of 4d.</summary>
    internal Matrix Block(Matrix blocks, int block) =>
        MatrixRows.TakeColumns(blocks, block * Input.Columns, Input.Columns);

    /// <inheritdoc/>
    public IGates Slice(int firstRow, int rows)
    {
        Matrix At(Matrix all) => all.Slice(firstRow, rows);
        return new NormalisedLstmGates(
            OfInput.Slice(firstRow, rows),
            OfHidden.Slice(firstRow, rows),
            At(Sums),
            At(Input),
            At(Forget),
            At(Candidate),
            At(Output),
            OfCell.Slice(firstRow, rows),
            At(Signal)
        );
    }
}
