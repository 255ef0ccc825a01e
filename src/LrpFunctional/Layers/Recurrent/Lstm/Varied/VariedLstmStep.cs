using LrpFunctional.Numerics;

namespace LrpFunctional.Layers.Recurrent.Lstm.Varied;

/// <summary>One step of an LSTM with other functions and connections.</summary>
internal static class VariedLstmStep
{
    /// <summary>
    /// z = Wx x + Wh h_{t−1} + b; i = a_s(z_i + p_i ⊙ c_{t−1}); f = a_s(z_f + p_f ⊙ c_{t−1}), or 1 − i; g = a_g(z_g);
    /// c = f ⊙ c_{t−1} + i ⊙ g; o = a_s(z_o + p_o ⊙ c); h = o ⊙ a_c(c), or Wr (o ⊙ a_c(c)).
    /// </summary>
    public static StepTrace Of(VariedLstmCell cell, Matrix projected, CellState before)
    {
        var z = MatrixRows.AddToEach(
            projected + Product.WithTransposed(before.Hidden, cell.Recurrent),
            cell.Bias.AsSpan()
        );
        Matrix Block(int block) => MatrixRows.TakeColumns(z, block * cell.Width, cell.Width);
        var (sumOfInput, sumOfForget, sumOfCandidate) = (
            Block(0) + cell.Seen(0, before.Cell),
            Block(1) + cell.Seen(1, before.Cell),
            Block(2)
        );
        var i = cell.Opening.Of(sumOfInput);
        var f = cell.CouplesForget ? Elementwise.OneLess(i) : cell.Opening.Of(sumOfForget);
        var g = cell.Squashing.Of(sumOfCandidate);
        var c = f.Times(before.Cell) + i.Times(g);
        var sumOfOutput = Block(3) + cell.Seen(2, c);
        var (o, signal) = (cell.Opening.Of(sumOfOutput), cell.Showing.Of(c));
        var let = o.Times(signal);
        return new StepTrace(
            new VariedLstmGates(
                MatrixRows.SideBySide([sumOfInput, sumOfForget, sumOfCandidate, sumOfOutput]),
                i,
                f,
                g,
                o,
                signal
            ),
            new CellState(cell.Projection.Match(weights => Product.WithTransposed(let, weights), () => let), c)
        );
    }
}
