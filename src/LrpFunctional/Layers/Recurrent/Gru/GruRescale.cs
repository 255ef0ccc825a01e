using LrpFunctional.Layers.Pointwise;
using LrpFunctional.Numerics;

namespace LrpFunctional.Layers.Recurrent.Gru;

/// <summary>DeepLIFT's multipliers on their way back through one step of a GRU.</summary>
internal static class GruRescale
{
    /// <summary>
    /// GRU, with ā the mean of a and a_ref and ρ the rescale rule: m_n = m_h (1 − z̄) ρ(z_n); m_z = m_h (h̄_{t−1} − n̄)
    /// ρ(z_z); m_q = m_n, or Unᵀ m_n where the reset gate acts before; m_r = m_q v̄ ρ(z_r) with v what it acts on;
    /// m_{h,t−1} = m_h z̄ + Uᵀ m of the two gates + what m_q r̄ sends there.
    /// </summary>
    public static StepGradient Step(
        GruCell cell,
        Activation opening,
        Activation squashing,
        GruGates gates,
        GruGates others,
        Pair sums,
        Pair before,
        CellState arriving
    )
    {
        Matrix Mean(Func<GruGates, Matrix> gate) => new Pair(gate(gates), gate(others)).Mean;
        Matrix Gate(int block, Matrix multipliers) =>
            opening.Rescaled(multipliers, sums.Columns(block * cell.Units, cell.Units));
        var candidate = new Pair(gates.CandidatePreactivation, others.CandidatePreactivation);
        var update = Mean(gate => gate.Update);
        var byCandidate = squashing.Rescaled(arriving.Hidden.Times(Elementwise.OneLess(update)), candidate);
        var byUpdate = Gate(1, arriving.Hidden.Times(before.Mean - Mean(gate => gate.Candidate)));
        var byPassed = cell.ResetsBefore ? Product.Of(byCandidate, cell.CandidateRecurrent) : byCandidate;
        var byReset = Gate(0, byPassed.Times(Mean(gate => gate.ResetSource)));
        var bySource = byPassed.Times(Mean(gate => gate.Reset));
        var byGates = Product.Of(
            MatrixRows.SideBySide([byReset, byUpdate]),
            cell.Recurrent.Slice(0, cell.CandidateRow)
        );
        var straight = arriving.Hidden.Times(update) + byGates;
        var byHidden = straight + (cell.ResetsBefore ? bySource : Product.Of(bySource, cell.CandidateRecurrent));
        return new StepGradient(
            new CellState(byHidden, arriving.Cell),
            MatrixRows.SideBySide([byReset, byUpdate, byCandidate])
        );
    }
}
