using System.Collections.Immutable;
using LrpFunctional.Networks;
using LrpFunctional.Numerics;
using LrpFunctional.Sequences;

namespace LrpFunctional.Forward;

/// <summary>One cell's way through a batch.</summary>
/// <param name="Cell">The cell that ran.</param>
/// <param name="Packing">Where each lane's steps lie.</param>
/// <param name="Order">For each packed row, the row (in the order of the words) whose word the cell read there.</param>
/// <param name="Projection">Wx x, one row for each different input of the batch.</param>
/// <param name="Inputs">For each packed row, the row of <paramref name="Projection"/> that the cell read there.</param>
/// <param name="Initial">The state before the first step, all lanes.</param>
/// <param name="Steps">The steps in the order in which the cell took them; step t has a row for each lane longer than t.</param>
/// <param name="LastHidden">h at each lane's own last step (n × d).</param>
public sealed record DirectionTrace(
    LstmCell Cell, Packing Packing, ImmutableArray<int> Order, Matrix Projection, ImmutableArray<int> Inputs, LstmState Initial, ImmutableArray<StepTrace> Steps, Matrix LastHidden)
{
    /// <summary>The rows of the projection that the lanes read at step t.</summary>
    public ReadOnlySpan<int> InputsAt(int step) => Inputs.AsSpan(Packing.Offset(step), Packing.Lanes(step));

    /// <summary>h_{t−1} and c_{t−1} of the lanes that take step t.</summary>
    public LstmState Before(int step) => (step == 0 ? Initial : Steps[step - 1].State).Slice(0, Packing.Lanes(step));

    /// <summary>The trace of a run that wrote down the gates.</summary>
    internal static DirectionTrace Of(LstmCell cell, Packing packing, DirectionRun<double> run)
    {
        var recorded = run.Recorded;
        var (i, f, g, o) = (recorded.FreezeGate(0), recorded.FreezeGate(1), recorded.FreezeGate(2), recorded.FreezeGate(3));
        var (c, z, h) = (recorded.FreezeGate(4), recorded.FreezeGate(5), recorded.Hidden.Freeze(cell.Units));
        StepTrace Step(int t)
        {
            Matrix At(Matrix all) => all.Slice(packing.Offset(t), packing.Lanes(t));
            return new StepTrace(new GateActivations(At(i), At(f), At(g), At(o), At(z)), new LstmState(At(h), At(c)));
        }

        return new DirectionTrace(
            cell,
            packing,
            run.Order,
            recorded.Cell.InBlocks(run.Projection),
            run.Inputs,
            LstmState.Zero(packing.Lanes(0), cell.Units),
            [.. Enumerable.Range(0, packing.Steps).Select(Step)],
            run.LastHidden.Freeze(cell.Units));
    }
}
