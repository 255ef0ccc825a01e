using LrpFunctional.Numerics;

namespace LrpFunctional.Layers.Recurrent.Gru;

/// <summary>What one GRU step's gates and candidate were, each n × d for the n lanes that run.</summary>
/// <param name="Reset">r = σ(z_r).</param>
/// <param name="Update">z = σ(z_z).</param>
/// <param name="Candidate">n = tanh(z_n).</param>
/// <param name="ResetSource">What the reset gate acts on: u = Un h_{t−1} + bh_n, or h_{t−1} itself.</param>
/// <param name="CandidatePreactivation">z_n, which the epsilon rule divides by.</param>
public sealed record GruGates(
    Matrix Reset,
    Matrix Update,
    Matrix Candidate,
    Matrix ResetSource,
    Matrix CandidatePreactivation
) : IGates
{
    /// <inheritdoc/>
    public IGates Slice(int firstRow, int rows)
    {
        Matrix At(Matrix all) => all.Slice(firstRow, rows);
        return new GruGates(At(Reset), At(Update), At(Candidate), At(ResetSource), At(CandidatePreactivation));
    }
}
