using LrpFunctional.Numerics;

namespace LrpFunctional.Layers.Recurrent.Gru;

/// <summary>∂s/∂W of what is learned of a GRU.</summary>
internal static class GruCellGradient
{
    /// <summary>
    /// dWx = dzᵀ x, dbx = Σ dz; dWh of the two gates = dzᵀ h_{t−1}; of the candidate dUn = (dz_n ⊙ r)ᵀ h_{t−1},
    /// dbh_n = Σ dz_n ⊙ r, or dUn = dz_nᵀ (r ⊙ h_{t−1}), dbh_n = Σ dz_n where the reset gate acts before.
    /// </summary>
    public static CellGradient Of(
        GruCell cell,
        IEnumerable<GruGates> steps,
        Matrix preactivations,
        Matrix read,
        Matrix before
    )
    {
        var reset = MatrixRows.Stack(cell.Units, [.. steps.Select(gates => gates.Reset)]);
        var byGates = MatrixRows.TakeColumns(preactivations, 0, cell.CandidateRow);
        var byCandidate = MatrixRows.TakeColumns(preactivations, cell.CandidateRow, cell.Units);
        var (passed, source) = cell.ResetsBefore
            ? (byCandidate, reset.Times(before))
            : (byCandidate.Times(reset), before);
        var ofGates = CellGradient.Of(byGates, read, before);
        var ofCandidate = CellGradient.Of(passed, read, source);
        return new CellGradient(
            Product.Of(MatrixRows.Transposed(preactivations), read),
            MatrixRows.Stack(cell.Units, [ofGates.Recurrent, ofCandidate.Recurrent]),
            MatrixRows.Total(preactivations),
            MatrixRows.SideBySide([ofGates.RecurrentBias, ofCandidate.RecurrentBias])
        );
    }
}
