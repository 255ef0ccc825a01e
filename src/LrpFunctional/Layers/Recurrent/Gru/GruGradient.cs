using LrpFunctional.Numerics;

namespace LrpFunctional.Layers.Recurrent.Gru;

/// <summary>Backpropagation through one step of a GRU.</summary>
internal static class GruGradient
{
    /// <summary>
    /// GRU: dz_n = dh ⊙ (1 − z) a'(z_n), 1 − n² for tanh; dz_z = dh (h_{t−1} − n) z'; dq = dz_n, or Unᵀ dz_n where the
    /// reset gate acts before; dz_r = dq v r' with v what it acts on; dh_{t−1} = dh ⊙ z + Uᵀ dz of the two gates + what
    /// dq ⊙ r sends there.
    /// </summary>
    /// <param name="cell">The weights.</param>
    /// <param name="throughGate">What crosses a gate's function, given its value and its block.</param>
    /// <param name="throughCandidate">What crosses the candidate's function.</param>
    /// <param name="gates">What the step did.</param>
    /// <param name="before">The state before it.</param>
    /// <param name="arriving">∂s/∂h_t.</param>
    public static StepGradient Step(
        GruCell cell,
        Func<Matrix, Matrix, int, Matrix> throughGate,
        Func<Matrix, GruGates, Matrix> throughCandidate,
        GruGates gates,
        CellState before,
        CellState arriving
    )
    {
        var byCandidate = throughCandidate(arriving.Hidden.Times(Elementwise.OneLess(gates.Update)), gates);
        var byUpdate = throughGate(arriving.Hidden.Times(before.Hidden - gates.Candidate), gates.Update, 1);
        var byPassed = cell.ResetsBefore ? Product.Of(byCandidate, cell.CandidateRecurrent) : byCandidate;
        var byReset = throughGate(byPassed.Times(gates.ResetSource), gates.Reset, 0);
        var bySource = byPassed.Times(gates.Reset);
        var byGates = Product.Of(
            MatrixRows.SideBySide([byReset, byUpdate]),
            cell.Recurrent.Slice(0, cell.CandidateRow)
        );
        var straight = arriving.Hidden.Times(gates.Update) + byGates;
        var byHidden = straight + (cell.ResetsBefore ? bySource : Product.Of(bySource, cell.CandidateRecurrent));
        return new StepGradient(
            new CellState(byHidden, arriving.Cell),
            MatrixRows.SideBySide([byReset, byUpdate, byCandidate])
        );
    }
}
