using System.Collections.Immutable;
using LanguageExt;
using LrpFunctional.Numerics;

namespace LrpFunctional.Layers.Recurrent;

/// <summary>Time as a fold from the last step back, for relevances and gradients.</summary>
internal static class TimeFold
{
    /// <summary>
    /// The steps t = T−1 … 0 of a cell, returned in the order t = 0 … T−1. Each receives what arrives at (h_t, c_t):
    /// what step t+1 sent back, for the lanes whose last step is t what reaches their last h and c, and what reaches the
    /// h and c of each step.
    /// </summary>
    public static ImmutableArray<TStep> Back<TStep>(
        DirectionTrace trace,
        StateArrival arrival,
        Func<int, CellState, TStep> step,
        Func<TStep, CellState> before
    )
        where TStep : class
    {
        var packing = trace.Packing;
        CellState Arriving(int t, TStep? later)
        {
            var running = packing.Lanes(t + 1);
            var ending = packing.Lanes(t) - running;
            var starts = new CellState(
                arrival.Hidden.AtLast.Slice(running, ending),
                arrival.Cell.Match(
                    cell => cell.AtLast.Slice(running, ending),
                    () => Matrix.Zero(ending, trace.Initial.Cell.Columns)
                )
            );
            var state = later is null ? starts : Join(before(later), starts);
            Matrix With(Matrix own, Option<Matrix> atEach) =>
                atEach.Match(each => own + each.Slice(packing.Offset(t), packing.Lanes(t)), () => own);
            return new CellState(
                With(state.Hidden, arrival.Hidden.AtEach),
                With(state.Cell, arrival.Cell.Bind(cell => cell.AtEach))
            );
        }

        var back = Scan.Over<TStep>(
            Enumerable.Range(0, packing.Steps).Reverse(),
            (t, later) => step(t, Arriving(t, later))
        );
        return [.. back.Reverse()];
    }

    private static CellState Join(CellState running, CellState starting) =>
        starting.Hidden.Rows == 0
            ? running
            : new CellState(
                MatrixRows.Stack(running.Hidden.Columns, [running.Hidden, starting.Hidden]),
                MatrixRows.Stack(running.Cell.Columns, [running.Cell, starting.Cell])
            );
}
