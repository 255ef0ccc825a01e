using System.Collections.Immutable;
using LrpFunctional.Numerics;
using LrpFunctional.Numerics.Kernels;
using LrpFunctional.Sequences;

namespace LrpFunctional.Forward;

/// <summary>Time as a fold from the last step back, for relevances and gradients.</summary>
public static class TimeFold
{
    /// <summary>
    /// The steps t = T−1 … 0, returned in the order t = 0 … T−1. Each receives what arrives at (h_t, c_t): what step t+1 sent back, and, for
    /// the lanes whose last step is t, their row of <paramref name="atLastHidden"/> (n × d) at h and nothing at c.
    /// </summary>
    public static ImmutableArray<TStep> Back<TStep>(Packing packing, Matrix atLastHidden, Func<int, LstmState, TStep> step, Func<TStep, LstmState> before)
        where TStep : class
    {
        var units = atLastHidden.Columns;
        LstmState Arriving(int t, TStep? later)
        {
            var running = packing.Lanes(t + 1);
            var ending = packing.Lanes(t) - running;
            var starts = new LstmState(atLastHidden.Slice(running, ending), Matrix.Zero(ending, units));
            return later is null ? starts : Join(before(later), starts);
        }

        var back = Scan.Over<TStep>(Enumerable.Range(0, packing.Steps).Reverse(), (t, later) => step(t, Arriving(t, later)));
        return [.. back.Reverse()];
    }

    private static LstmState Join(LstmState running, LstmState starting) =>
        starting.Hidden.Rows == 0
            ? running
            : new LstmState(
                Rows.Stack(running.Hidden.Columns, [running.Hidden, starting.Hidden]),
                Rows.Stack(running.Cell.Columns, [running.Cell, starting.Cell]));
}
