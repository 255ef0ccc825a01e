using System.Collections.Immutable;
using LrpFunctional.Layers.Readings;
using LrpFunctional.Layers.Recurrent;
using LrpFunctional.Layers.Recurrent.Gru;
using LrpFunctional.Layers.Recurrent.Lstm;
using LrpFunctional.Numerics;
using Kernel = LrpFunctional.Numerics.Product;

namespace LrpFunctional.Passes;

/// <summary>Backpropagation through time.</summary>
public static class GradientPass
{
    /// <summary>The derivatives by everything below the scores, given those by the scores (n × C).</summary>
    public static NetworkGradient Back(Trace trace, Matrix byScores)
    {
        var head = HeadGradient.Of(trace.Head, byScores);
        var top = Back(trace.Layers[^1], head.Arrivals(trace.Head));
        var layers = trace
            .Layers.Reverse()
            .Skip(1)
            .Aggregate(
                ImmutableArray.Create(top),
                (above, layer) =>
                    above.Insert(0, Back(layer, Arrival.FromAbove(layer.Layer, trace.Batch.Packing, above[0].ByInputs)))
            );
        return new NetworkGradient(head, layers);
    }

    /// <summary>One step of a cell, given the derivatives by h_t and c_t.</summary>
    public static StepGradient Step(ICell cell, StepTrace step, CellState before, CellState arriving) =>
        (cell, step.Gates) switch
        {
            (LstmCell lstm, LstmGates gates) => Step(lstm, gates, step.State, before, arriving),
            (GruCell gru, GruGates gates) => Step(gru, gates, before, arriving),
            var other => throw new ArgumentException($"{other} do not belong together", nameof(step)),
        };

    /// <summary>
    /// LSTM: dc += dh ⊙ o ⊙ (1 − tanh²c), tanh c = h / o; dz_i = dc g i', dz_f = dc c_{t−1} f', dz_g = dc i (1 − g²),
    /// dz_o = dh tanh(c) o'; dh_{t−1} = Whᵀ dz; dc_{t−1} = dc ⊙ f.
    /// </summary>
    private static StepGradient Step(
        LstmCell cell,
        LstmGates gates,
        CellState state,
        CellState before,
        CellState arriving
    )
    {
        Matrix Slope(Matrix gate) => Elementwise.GateSlope(HardSigmoid.LineOf(cell.Gate), gate);
        var tanh = Elementwise.Quotient(state.Hidden, gates.Output);
        var byCell = Elementwise.Add(
            arriving.Cell,
            Product(arriving.Hidden, gates.Output, Elementwise.TanhSlope(tanh))
        );
        var preactivations = MatrixRows.SideBySide([
            Product(byCell, gates.Candidate, Slope(gates.Input)),
            Product(byCell, before.Cell, Slope(gates.Forget)),
            Product(byCell, gates.Input, Elementwise.TanhSlope(gates.Candidate)),
            Product(arriving.Hidden, tanh, Slope(gates.Output)),
        ]);
        return new StepGradient(
            new CellState(Kernel.Of(preactivations, cell.Recurrent), Elementwise.Multiply(byCell, gates.Forget)),
            preactivations
        );
    }

    /// <summary>
    /// GRU: dz_n = dh ⊙ (1 − z) (1 − n²); dz_z = dh (h_{t−1} − n) z'; dq = dz_n, or Unᵀ dz_n where the reset gate acts
    /// before; dz_r = dq v r' with v what it acts on; dh_{t−1} = dh ⊙ z + Uᵀ dz of the two gates + what dq ⊙ r sends
    /// there.
    /// </summary>
    private static StepGradient Step(GruCell cell, GruGates gates, CellState before, CellState arriving)
    {
        Matrix Slope(Matrix gate) => Elementwise.GateSlope(HardSigmoid.LineOf(cell.Gate), gate);
        var byCandidate = Product(
            arriving.Hidden,
            Elementwise.OneLess(gates.Update),
            Elementwise.TanhSlope(gates.Candidate)
        );
        var byUpdate = Product(
            arriving.Hidden,
            Elementwise.Subtract(before.Hidden, gates.Candidate),
            Slope(gates.Update)
        );
        var byPassed = cell.ResetsBefore ? Kernel.Of(byCandidate, cell.CandidateRecurrent) : byCandidate;
        var byReset = Product(byPassed, gates.ResetSource, Slope(gates.Reset));
        var bySource = Elementwise.Multiply(byPassed, gates.Reset);
        var byGates = Kernel.Of(MatrixRows.SideBySide([byReset, byUpdate]), cell.Recurrent.Slice(0, cell.CandidateRow));
        var straight = Elementwise.Add(Elementwise.Multiply(arriving.Hidden, gates.Update), byGates);
        var byHidden = Elementwise.Add(
            straight,
            cell.ResetsBefore ? bySource : Kernel.Of(bySource, cell.CandidateRecurrent)
        );
        return new StepGradient(
            new CellState(byHidden, arriving.Cell),
            MatrixRows.SideBySide([byReset, byUpdate, byCandidate])
        );
    }

    private static LayerGradient Back(LayerTrace trace, ImmutableArray<Arrival> arrivals) =>
        new(
            trace,
            [
                .. trace.Directions.Zip(
                    arrivals,
                    (direction, arrival) =>
                        new DirectionGradient(
                            direction,
                            TimeFold.Back(
                                direction,
                                arrival,
                                (t, arriving) =>
                                    Step(direction.Cell, direction.Steps[t], direction.Before(t), arriving),
                                step => step.Before
                            )
                        )
                ),
            ]
        );

    private static Matrix Product(Matrix x, Matrix y, Matrix z) => Elementwise.Multiply(Elementwise.Multiply(x, y), z);
}
