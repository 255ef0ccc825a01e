using LrpFunctional.Layers.Pointwise;
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
        Pair Block(int at) => sums.Columns(at * cell.Units, cell.Units);
        Matrix Gate(int block, Matrix multipliers) => cell.Opening.Rescaled(multipliers, Block(block));
        var byCell = arriving.Cell + Activation.Tanh.Rescaled(arriving.Hidden.Times(Mean(gate => gate.Output)), state);
        var preactivations = MatrixRows.SideBySide([
            Gate(0, byCell.Times(Mean(gate => gate.Candidate))),
            Gate(1, byCell.Times(before.Mean)),
            Activation.Tanh.Rescaled(byCell.Times(Mean(gate => gate.Input)), Block(2)),
            Gate(3, arriving.Hidden.Times(state.Map(Elementwise.Tanh).Mean)),
        ]);
        return new StepGradient(
            new CellState(Product.Of(preactivations, cell.Recurrent), byCell.Times(Mean(gate => gate.Forget))),
            preactivations
        );
    }
}
