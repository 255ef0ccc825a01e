using LrpFunctional.Numerics;

namespace LrpFunctional.Layers.Recurrent.Lstm;

/// <summary>One step of an LSTM, as the paper writes it; the kernel takes all steps of a batch.</summary>
internal static class LstmStep
{
    /// <summary>
    /// z = Wx x + Wh h_{t−1} + b; i, f, o = σ(z); g = tanh(z_g); c = f ⊙ c_{t−1} + i ⊙ g; h = o ⊙ tanh(c).
    /// </summary>
    public static StepTrace Of(LstmCell cell, Matrix projected, CellState before)
    {
        var z = MatrixRows.AddToEach(
            projected + Product.WithTransposed(before.Hidden, cell.Recurrent),
            cell.Bias.AsSpan()
        );
        Matrix Block(int gate) => MatrixRows.TakeColumns(z, gate * cell.Units, cell.Units);
        Matrix Open(Matrix sum) => Elementwise.Gate(HardSigmoid.LineOf(cell.Gate), sum);
        var (i, f, g, o) = (Open(Block(0)), Open(Block(1)), Elementwise.Tanh(Block(2)), Open(Block(3)));
        var c = f.Times(before.Cell) + i.Times(g);
        var h = o.Times(Elementwise.Tanh(c));
        return new StepTrace(new LstmGates(i, f, g, o, Block(2)), new CellState(h, c));
    }
}
