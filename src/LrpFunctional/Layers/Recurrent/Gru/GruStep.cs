using LrpFunctional.Layers.Pointwise;
using LrpFunctional.Numerics;

namespace LrpFunctional.Layers.Recurrent.Gru;

/// <summary>One step of a GRU, as the papers write it; the kernel takes all steps of a batch.</summary>
internal static class GruStep
{
    /// <summary>
    /// r, z = σ(Wx x + Wh h_{t−1} + b); n = tanh(z_n) with z_n = Wx_n x + bx_n + r ⊙ (Un h_{t−1} + bh_n), or
    /// Wx_n x + b_n + Un (r ⊙ h_{t−1}) where the reset gate acts before; h = (1 − z) ⊙ n + z ⊙ h_{t−1}. With the step
    /// come the sums of r and z (n × 2d).
    /// </summary>
    public static (StepTrace Step, Matrix Sums) Of(
        GruCell cell,
        Activation opening,
        Activation squashing,
        Matrix projected,
        CellState before
    )
    {
        Matrix Block(Matrix sums, int gate) => MatrixRows.TakeColumns(sums, gate * cell.Units, cell.Units);
        var sums = MatrixRows.AddToEach(
            MatrixRows.TakeColumns(projected, 0, cell.CandidateRow)
                + Product.WithTransposed(before.Hidden, cell.Recurrent.Slice(0, cell.CandidateRow)),
            cell.GateBias.AsSpan()
        );
        var (r, z) = (opening.Of(Block(sums, 0)), opening.Of(Block(sums, 1)));
        Matrix Un(Matrix x) => Product.WithTransposed(x, cell.CandidateRecurrent);
        var source = cell.ResetsBefore
            ? before.Hidden
            : MatrixRows.AddToEach(Un(before.Hidden), cell.ResetBias.AsSpan());
        var reset = cell.ResetsBefore ? Un(r.Times(source)) : r.Times(source);
        var sum = MatrixRows.AddToEach(Block(projected, 2) + reset, cell.CandidateBias.AsSpan());
        var n = squashing.Of(sum);
        var h = Elementwise.OneLess(z).Times(n) + z.Times(before.Hidden);
        return (new StepTrace(new GruGates(r, z, n, source, sum), new CellState(h, before.Cell)), sums);
    }
}
