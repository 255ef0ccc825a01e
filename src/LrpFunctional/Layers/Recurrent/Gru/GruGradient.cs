using LrpFunctional.Numerics;

namespace LrpFunctional.Layers.Recurrent.Gru;

/// <summary>Backpropagation through one step of a GRU.</summary>
internal static class GruGradient
{
    /// <summary>
    /// GRU: dz_n = dh ⊙ (1 − z) (1 − n²); dz_z = dh (h_{t−1} − n) z'; dq = dz_n, or Unᵀ dz_n where the reset gate acts
    /// before; dz_r = dq v r' with v what it acts on; dh_{t−1} = dh ⊙ z + Uᵀ dz of the two gates + what dq ⊙ r sends
    /// there.
    /// </summary>
    public static StepGradient Step(GruCell cell, GruGates gates, CellState before, CellState arriving)
    {
        Matrix Slope(Matrix gate) => Elementwise.GateSlope(HardSigmoid.LineOf(cell.Gate), gate);
        var byCandidate = Times(
            arriving.Hidden,
            Elementwise.OneLess(gates.Update),
            Elementwise.TanhSlope(gates.Candidate)
        );
        var byUpdate = Times(arriving.Hidden, before.Hidden - gates.Candidate, Slope(gates.Update));
        var byPassed = cell.ResetsBefore ? Product.Of(byCandidate, cell.CandidateRecurrent) : byCandidate;
        var byReset = Times(byPassed, gates.ResetSource, Slope(gates.Reset));
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

    private static Matrix Times(Matrix x, Matrix y, Matrix z) => x.Times(y).Times(z);
}
