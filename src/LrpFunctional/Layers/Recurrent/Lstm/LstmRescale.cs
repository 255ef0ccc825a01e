using LrpFunctional.Numerics;

namespace LrpFunctional.Layers.Recurrent.Lstm;

/// <summary>DeepLIFT's multipliers on their way back through one step of an LSTM.</summary>
internal static class LstmRescale
{
    /// <summary>
    /// LSTM, with ā the mean of a and a_ref and ρ the rescale rule: m_c += m_h ō ρ(c); m_i = m_c ḡ ρ(z_i), m_f = m_c
    /// c̄_{t−1} ρ(z_f), m_g = m_c ī ρ(z_g), m_o = m_h mean(tanh c) ρ(z_o); m_{h,t−1} = Whᵀ m; m_{c,t−1} = m_c f̄.
    /// </summary>
    public static StepGradient Step(
        LstmCell cell,
        LstmGates gates,
        LstmGates others,
        Pair sums,
        Pair state,
        Pair before,
        CellState arriving
    )
    {
        Matrix Mean(Func<LstmGates, Matrix> gate) => new Pair(gate(gates), gate(others)).Mean;
        Matrix Slope(int block) => Rescale.Gate(cell, sums.Columns(block * cell.Units, cell.Units));
        var byCell = arriving.Cell + Times(arriving.Hidden, Mean(gate => gate.Output), Rescale.Tanh(state));
        var preactivations = MatrixRows.SideBySide([
            Times(byCell, Mean(gate => gate.Candidate), Slope(0)),
            Times(byCell, before.Mean, Slope(1)),
            Times(byCell, Mean(gate => gate.Input), Rescale.Tanh(sums.Columns(cell.CandidateRow, cell.Units))),
            Times(arriving.Hidden, state.Map(Elementwise.Tanh).Mean, Slope(3)),
        ]);
        return new StepGradient(
            new CellState(Product.Of(preactivations, cell.Recurrent), byCell.Times(Mean(gate => gate.Forget))),
            preactivations
        );
    }

    private static Matrix Times(Matrix x, Matrix y, Matrix z) => x.Times(y).Times(z);
}
