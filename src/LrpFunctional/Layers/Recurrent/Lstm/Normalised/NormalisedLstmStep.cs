using LrpFunctional.Numerics;

namespace LrpFunctional.Layers.Recurrent.Lstm.Normalised;

/// <summary>One step of a layer-normalised LSTM, and its derivatives.</summary>
internal static class NormalisedLstmStep
{
    /// <summary>
    /// z = LN(Wx x) + LN(Wh h_{t−1}) + b; i, f, o = a_s(z); g = a_g(z_g); c = LN(f ⊙ c_{t−1} + i ⊙ g);
    /// h = o ⊙ a_c(c).
    /// </summary>
    public static StepTrace Of(NormalisedLstmCell cell, Matrix projected, CellState before)
    {
        var ofInput = cell.OfInput.Of(projected);
        var ofHidden = cell.OfHidden.Of(Product.WithTransposed(before.Hidden, cell.Recurrent));
        var z = MatrixRows.AddToEach(ofInput.Made + ofHidden.Made, cell.Bias.AsSpan());
        Matrix Block(int block) => MatrixRows.TakeColumns(z, block * cell.Units, cell.Units);
        var (i, f, o) = (cell.Opening.Of(Block(0)), cell.Opening.Of(Block(1)), cell.Opening.Of(Block(3)));
        var g = cell.Squashing.Of(Block(2));
        var ofCell = cell.OfCell.Of(f.Times(before.Cell) + i.Times(g));
        var signal = cell.Showing.Of(ofCell.Made);
        return new StepTrace(
            new NormalisedLstmGates(ofInput, ofHidden, z, i, f, g, o, ofCell, signal),
            new CellState(o.Times(signal), ofCell.Made)
        );
    }

    /// <summary>
    /// dc = dc + dh ⊙ o ⊙ a_c'(c); r = LN'(dc); dz_o = dh ⊙ a_c(c) ⊙ a_s'(z_o), dz_i = r ⊙ g ⊙ a_s'(z_i),
    /// dz_f = r ⊙ c_{t−1} ⊙ a_s'(z_f), dz_g = r ⊙ i ⊙ a_g'(z_g); d(Wx x) = LN'(dz); dh_{t−1} = Whᵀ LN'(dz);
    /// dc_{t−1} = r ⊙ f.
    /// </summary>
    public static StepGradient Gradient(NormalisedLstmCell cell, StepTrace taken, CellState before, CellState arriving)
    {
        var gates = (NormalisedLstmGates)taken.Gates;
        Matrix Gate(Matrix by, int block, Matrix made) => cell.Opening.Back(by, gates.Block(gates.Sums, block), made);
        var byCell =
            arriving.Cell + cell.Showing.Back(arriving.Hidden.Times(gates.Output), taken.State.Cell, gates.Signal);
        var bySum = gates.OfCell.Gradient(byCell);
        var byBlocks = MatrixRows.SideBySide([
            Gate(bySum.Times(gates.Candidate), 0, gates.Input),
            Gate(bySum.Times(before.Cell), 1, gates.Forget),
            cell.Squashing.Back(bySum.Times(gates.Input), gates.Block(gates.Sums, 2), gates.Candidate),
            Gate(arriving.Hidden.Times(gates.Signal), 3, gates.Output),
        ]);
        return new StepGradient(
            new CellState(Product.Of(gates.OfHidden.Gradient(byBlocks), cell.Recurrent), bySum.Times(gates.Forget)),
            gates.OfInput.Gradient(byBlocks)
        );
    }
}
