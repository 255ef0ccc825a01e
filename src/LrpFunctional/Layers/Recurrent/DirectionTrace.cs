using System.Collections.Immutable;
using LrpFunctional.Layers.Recurrent.Gru;
using LrpFunctional.Layers.Recurrent.Kernels;
using LrpFunctional.Layers.Recurrent.Lstm;
using LrpFunctional.Numerics;
using LrpFunctional.Sequences;

namespace LrpFunctional.Layers.Recurrent;

/// <summary>One cell's way through a batch.</summary>
/// <param name="Cell">The cell that ran.</param>
/// <param name="Packing">Where each lane's steps lie.</param>
/// <param name="Order">For each packed row, the row (in the order of the words) whose input the cell read
/// there.</param>
/// <param name="Projection">Wx x of what the cell read at each packed row (rows × Gd).</param>
/// <param name="Initial">The state before the first step, all lanes.</param>
/// <param name="Steps">The steps in the order in which the cell took them; step t has a row for each lane longer than
/// t.</param>
public sealed record DirectionTrace(
    ICell Cell,
    Packing Packing,
    ImmutableArray<int> Order,
    Matrix Projection,
    CellState Initial,
    ImmutableArray<StepTrace> Steps
)
{
    /// <summary>h_{t−1} and c_{t−1} of the lanes that take step t.</summary>
    public CellState Before(int step) => (step == 0 ? Initial : Steps[step - 1].State).Slice(0, Packing.Lanes(step));

    /// <summary>The trace of a run that wrote down the gates.</summary>
    internal static DirectionTrace Of(ICell cell, Packing packing, DirectionRun<double> run)
    {
        var recorded = run.Recorded;
        Matrix Gate(int plane) => recorded.FreezeGate(plane);
        var (hidden, first) = (recorded.Hidden.Freeze(cell.Units), Indices.Repeated(0, packing.Lanes(0)));
        var whole = cell switch
        {
            LstmCell => new StepTrace(
                new LstmGates(Gate(0), Gate(1), Gate(2), Gate(3), Gate(5)),
                new CellState(hidden, Gate(4))
            ),
            _ => new StepTrace(
                new GruGates(Gate(0), Gate(1), Gate(2), Gate(3), Gate(4)),
                new CellState(hidden, Matrix.Zero(hidden.Rows, 0))
            ),
        };
        StepTrace Step(int t)
        {
            Matrix At(Matrix all) => all.Slice(packing.Offset(t), packing.Lanes(t));
            IGates gates = whole.Gates switch
            {
                LstmGates lstm => new LstmGates(
                    At(lstm.Input),
                    At(lstm.Forget),
                    At(lstm.Candidate),
                    At(lstm.Output),
                    At(lstm.CandidatePreactivation)
                ),
                GruGates gru => new GruGates(
                    At(gru.Reset),
                    At(gru.Update),
                    At(gru.Candidate),
                    At(gru.ResetSource),
                    At(gru.CandidatePreactivation)
                ),
                var other => throw new System.Diagnostics.UnreachableException($"{other}"),
            };
            return new StepTrace(gates, new CellState(At(whole.State.Hidden), At(whole.State.Cell)));
        }

        return new DirectionTrace(
            cell,
            packing,
            run.Order,
            recorded.Cell.InBlocks(run.Projection, run.Inputs.AsSpan()),
            new CellState(
                MatrixRows.Gather(cell.InitialHidden, first.AsSpan()),
                MatrixRows.Gather(cell.InitialCell, first.AsSpan())
            ),
            [.. Enumerable.Range(0, packing.Steps).Select(Step)]
        );
    }
}
