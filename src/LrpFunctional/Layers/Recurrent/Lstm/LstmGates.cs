using LrpFunctional.Numerics;

namespace LrpFunctional.Layers.Recurrent.Lstm;

/// <summary>What one LSTM step's gates and candidate were, each n × d for the n lanes that run.</summary>
/// <param name="Input">i = σ(z_i).</param>
/// <param name="Forget">f = σ(z_f).</param>
/// <param name="Candidate">g = tanh(z_g).</param>
/// <param name="Output">o = σ(z_o).</param>
/// <param name="CandidatePreactivation">z_g, which the epsilon rule divides by.</param>
public sealed record LstmGates(
    Matrix Input,
    Matrix Forget,
    Matrix Candidate,
    Matrix Output,
    Matrix CandidatePreactivation
) : IGates
{
    /// <inheritdoc/>
    public IGates Slice(int firstRow, int rows)
    {
        Matrix At(Matrix all) => all.Slice(firstRow, rows);
        return new LstmGates(At(Input), At(Forget), At(Candidate), At(Output), At(CandidatePreactivation));
    }
}
