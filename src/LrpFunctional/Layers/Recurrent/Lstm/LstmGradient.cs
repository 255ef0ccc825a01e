using LrpFunctional.Numerics;

namespace LrpFunctional.Layers.Recurrent.Lstm;

/// <summary>Backpropagation through one step of an LSTM.</summary>
internal static class LstmGradient
{
    /// <summary>
    /// LSTM: dc += dh ⊙ o ⊙ (1 − tanh²c), tanh c = h / o; dz_i = dc g i', dz_f = dc c_{t−1} f', dz_g = dc i (1 − g²),
    /// dz_o = dh tanh(c) o'; dh_{t−1} = Whᵀ dz; dc_{t−1} = dc ⊙ f.
    /// </summary>
    public static StepGradient Step(
        LstmCell cell,
        LstmGates gates,
        CellState state,
        CellState before,
        CellState arriving
    )
    {
        Matrix Slope(Matrix gate) => Elementwise.GateSlope(HardSigmoid.LineOf(cell.Gate), gate);
        var tanh = state.Hidden.Over(gates.Output);
        var byCell = arriving.Cell + Times(arriving.Hidden, gates.Output, Elementwise.TanhSlope(tanh));
        var preactivations = MatrixRows.SideBySide([
            Times(byCell, gates.Candidate, Slope(gates.Input)),
            Times(byCell, before.Cell, Slope(gates.Forget)),
            Times(byCell, gates.Input, Elementwise.TanhSlope(gates.Candidate)),
            Times(arriving.Hidden, tanh, Slope(gates.Output)),
        ]);
        return new StepGradient(
            new CellState(Product.Of(preactivations, cell.Recurrent), byCell.Times(gates.Forget)),
            preactivations
        );
    }

    private static Matrix Times(Matrix x, Matrix y, Matrix z) => x.Times(y).Times(z);
}
