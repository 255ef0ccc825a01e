using LrpFunctional.Layers.Pointwise;
using LrpFunctional.Numerics;

namespace LrpFunctional.Layers.Recurrent.Lstm.Varied;

/// <summary>Gradients and DeepLIFT's multipliers on their way back through one step of a varied LSTM.</summary>
/// <param name="Gates">What the step did.</param>
/// <param name="Cell">c.</param>
/// <param name="Before">c_{t−1}.</param>
internal sealed record VariedLstmBack(VariedLstmGates Gates, Matrix Cell, Matrix Before)
{
    /// <summary>By derivatives: v̄ is v, and ρ is a'(z).</summary>
    public StepGradient Gradient(VariedLstmCell cell, CellState arriving) =>
        Step(cell, part => part(this), (function, by, sum, made) => function.Back(by, sum(this), made(this)), arriving);

    /// <summary>By multipliers: v̄ is the mean of v and v_ref, and ρ is Δa(z) / Δz.</summary>
    public StepGradient Rescaled(VariedLstmBack reference, VariedLstmCell cell, CellState arriving) =>
        Step(
            cell,
            part => new Pair(part(this), part(reference)).Mean,
            (function, by, sum, _) => function.Rescaled(by, new Pair(sum(this), sum(reference))),
            arriving
        );

    /// <summary>
    /// m' = Wrᵀ m_h; m_o = m' s̄ ρ(z_o), s = a_c(c); m_c += m' ō ρ(c) + p_o m_o; m_i = m_c ḡ ρ(z_i); m_f = m_c c̄_{t−1}
    /// ρ(z_f), which a coupled gate turns round and adds to i's; m_g = m_c ī ρ(z_g); m_{h,t−1} = Whᵀ m;
    /// m_{c,t−1} = m_c f̄ + p_i m_i + p_f m_f.
    /// </summary>
    private static StepGradient Step(
        VariedLstmCell cell,
        Func<Func<VariedLstmBack, Matrix>, Matrix> mean,
        Func<Activation, Matrix, Func<VariedLstmBack, Matrix>, Func<VariedLstmBack, Matrix>, Matrix> through,
        CellState arriving
    )
    {
        var toSignal = cell.Projection.Match(weights => Product.Of(arriving.Hidden, weights), () => arriving.Hidden);
        Matrix Gate(Matrix by, int block, Func<VariedLstmBack, Matrix> made) =>
            through(cell.Opening, by, at => at.Gates.Sum(block), made);
        var byOutput = Gate(toSignal.Times(mean(at => at.Gates.Signal)), 3, at => at.Gates.Output);
        var bySignal = through(
            cell.Showing,
            toSignal.Times(mean(at => at.Gates.Output)),
            at => at.Cell,
            at => at.Gates.Signal
        );
        var byCell = arriving.Cell + bySignal + cell.Seen(2, byOutput);
        var toInput = byCell.Times(mean(at => at.Gates.Candidate));
        var toForget = byCell.Times(mean(at => at.Before));
        var byInput = Gate(cell.CouplesForget ? toInput - toForget : toInput, 0, at => at.Gates.Input);
        var byForget = cell.CouplesForget
            ? Matrix.Zero(toForget.Rows, toForget.Columns)
            : Gate(toForget, 1, at => at.Gates.Forget);
        var byCandidate = through(
            cell.Squashing,
            byCell.Times(mean(at => at.Gates.Input)),
            at => at.Gates.Sum(2),
            at => at.Gates.Candidate
        );
        var bySums = MatrixRows.SideBySide([byInput, byForget, byCandidate, byOutput]);
        return new StepGradient(
            new CellState(
                Product.Of(bySums, cell.Recurrent),
                byCell.Times(mean(at => at.Gates.Forget)) + cell.Seen(0, byInput) + cell.Seen(1, byForget)
            ),
            bySums
        );
    }
}
