using System.Collections.Immutable;
using LrpFunctional.Layers;
using LrpFunctional.Layers.Pointwise;
using LrpFunctional.Layers.Readings;
using LrpFunctional.Layers.Recurrent;
using LrpFunctional.Layers.Recurrent.Gru;
using LrpFunctional.Layers.Recurrent.Lstm;
using LrpFunctional.Numerics;
using Kernel = LrpFunctional.Numerics.Product;

namespace LrpFunctional.Passes;

/// <summary>
/// DeepLIFT's multipliers m with Σ m Δx = Δs: backpropagation whose slopes are those between the sentence and its
/// reference. Δ(ab) = Δa (b + b_ref) / 2 + Δb (a + a_ref) / 2 at products, Δa(z) / Δz at activations, W itself at sums
/// (Shrikumar, Greenside and Kundaje, "Learning important features through propagating activation differences", ICML
/// 2017; products by their average).
/// </summary>
public static class RescalePass
{
    /// <summary>
    /// The multipliers of everything below the scores, in the shape of derivatives, given those of the scores (n × C).
    /// </summary>
    /// <param name="trace">What the network did with the sentences.</param>
    /// <param name="reference">What it did with their references, each in its sentence's lane.</param>
    /// <param name="byScores">The multipliers of the scores.</param>
    /// <exception cref="NotSupportedException">The network has a part without an equation: max or
    /// attention.</exception>
    /// <exception cref="ArgumentException">A reference is not as long as its sentence.</exception>
    public static NetworkGradient Back(Trace trace, Trace reference, Matrix byScores)
    {
        Refusals.Require("DeepLIFT", Refusals.OfReading(trace.Network, Reading.Max, Reading.Attention));
        if (!trace.Batch.Packing.Lengths.AsSpan().SequenceEqual(reference.Batch.Packing.Lengths.AsSpan()))
            throw new ArgumentException("a reference is as long as its sentence", nameof(reference));
        var head = Head(trace.Head, reference.Head, byScores);
        var pairs = trace.Layers.Zip(reference.Layers, (actual, other) => (Actual: actual, Other: other));
        var layers = pairs
            .Reverse()
            .Aggregate(
                ImmutableArray<LayerGradient>.Empty,
                (above, layer) =>
                    above.Insert(
                        0,
                        Back(
                            layer.Actual,
                            layer.Other,
                            above.IsEmpty
                                ? head.Arrivals(trace.Head)
                                : Arrival.FromAbove(layer.Actual.Layer, trace.Batch.Packing, above[0].ByInputs)
                        )
                    )
            );
        return new NetworkGradient(head, layers);
    }

    private static HeadGradient Head(HeadTrace head, HeadTrace reference, Matrix byScores)
    {
        var byRead = head
            .Dense.Zip(reference.Dense, (actual, other) => (Actual: actual, Other: other))
            .Reverse()
            .Aggregate(
                byScores,
                (above, layer) =>
                {
                    var sums = new Pair(layer.Actual.Sums, layer.Other.Sums);
                    return Kernel.Of(
                        layer.Actual.Layer.Activation switch
                        {
                            Activation.Tanh => Elementwise.Multiply(above, Rescale.Tanh(sums)),
                            Activation.Relu => Elementwise.Multiply(above, Rescale.Relu(sums)),
                            _ => above,
                        },
                        layer.Actual.Layer.Weights
                    );
                }
            );
        return new HeadGradient(
            byRead,
            head.Reading.Weighted.Map(weighted =>
                Elementwise.Multiply(
                    weighted.Weights,
                    MatrixRows.Gather(byRead, PackedSequences.OfRows(head.Packing.Offsets.AsSpan()).AsSpan())
                )
            )
        );
    }

    private static LayerGradient Back(LayerTrace trace, LayerTrace reference, ImmutableArray<Arrival> arrivals) =>
        new(
            trace,
            [
                .. trace
                    .Directions.Zip(reference.Directions, arrivals)
                    .Select(cell => new DirectionGradient(cell.First, Back(cell.First, cell.Second, cell.Third))),
            ]
        );

    private static ImmutableArray<StepGradient> Back(DirectionTrace trace, DirectionTrace reference, Arrival arrival)
    {
        var sums = new Pair(GateSums(trace), GateSums(reference));
        return TimeFold.Back(
            trace,
            arrival,
            (t, arriving) =>
            {
                var (before, referenceBefore) = (trace.Before(t), reference.Before(t));
                var hidden = new Pair(before.Hidden, referenceBefore.Hidden);
                var here = sums.Slice(trace.Packing.Offset(t), trace.Packing.Lanes(t));
                return (trace.Cell, trace.Steps[t].Gates, reference.Steps[t].Gates) switch
                {
                    (LstmCell lstm, LstmGates gates, LstmGates others) => Step(
                        lstm,
                        gates,
                        others,
                        here,
                        new Pair(trace.Steps[t].State.Cell, reference.Steps[t].State.Cell),
                        new Pair(before.Cell, referenceBefore.Cell),
                        arriving
                    ),
                    (GruCell gru, GruGates gates, GruGates others) => Step(gru, gates, others, here, hidden, arriving),
                    var other => throw new ArgumentException($"{other} do not belong together", nameof(reference)),
                };
            },
            step => step.Before
        );
    }

    /// <summary>
    /// LSTM, with ā the mean of a and a_ref and ρ the rescale rule: m_c += m_h ō ρ(c); m_i = m_c ḡ ρ(z_i), m_f = m_c
    /// c̄_{t−1} ρ(z_f), m_g = m_c ī ρ(z_g), m_o = m_h mean(tanh c) ρ(z_o); m_{h,t−1} = Whᵀ m; m_{c,t−1} = m_c f̄.
    /// </summary>
    private static StepGradient Step(
        LstmCell cell,
        LstmGates gates,
        LstmGates others,
        Pair sums,
        Pair state,
        Pair before,
        CellState arriving
    )
    {
        Matrix Mean(Func<LstmGates, Matrix> gate) => new Pair(gate(gates), gate(others)).Mean;
        Matrix Slope(int block) => Rescale.Gate(cell, sums.Columns(block * cell.Units, cell.Units));
        var byCell = Elementwise.Add(
            arriving.Cell,
            Product(arriving.Hidden, Mean(gate => gate.Output), Rescale.Tanh(state))
        );
        var preactivations = MatrixRows.SideBySide([
            Product(byCell, Mean(gate => gate.Candidate), Slope(0)),
            Product(byCell, before.Mean, Slope(1)),
            Product(byCell, Mean(gate => gate.Input), Rescale.Tanh(sums.Columns(cell.CandidateRow, cell.Units))),
            Product(arriving.Hidden, state.Map(Elementwise.Tanh).Mean, Slope(3)),
        ]);
        return new StepGradient(
            new CellState(
                Kernel.Of(preactivations, cell.Recurrent),
                Elementwise.Multiply(byCell, Mean(gate => gate.Forget))
            ),
            preactivations
        );
    }

    /// <summary>
    /// GRU, with ā the mean of a and a_ref and ρ the rescale rule: m_n = m_h (1 − z̄) ρ(z_n); m_z = m_h (h̄_{t−1} − n̄)
    /// ρ(z_z); m_q = m_n, or Unᵀ m_n where the reset gate acts before; m_r = m_q v̄ ρ(z_r) with v what it acts on;
    /// m_{h,t−1} = m_h z̄ + Uᵀ m of the two gates + what m_q r̄ sends there.
    /// </summary>
    private static StepGradient Step(
        GruCell cell,
        GruGates gates,
        GruGates others,
        Pair sums,
        Pair before,
        CellState arriving
    )
    {
        Matrix Mean(Func<GruGates, Matrix> gate) => new Pair(gate(gates), gate(others)).Mean;
        Matrix Slope(int block) => Rescale.Gate(cell, sums.Columns(block * cell.Units, cell.Units));
        var candidate = new Pair(gates.CandidatePreactivation, others.CandidatePreactivation);
        var update = Mean(gate => gate.Update);
        var byCandidate = Product(arriving.Hidden, Elementwise.OneLess(update), Rescale.Tanh(candidate));
        var byUpdate = Product(
            arriving.Hidden,
            Elementwise.Subtract(before.Mean, Mean(gate => gate.Candidate)),
            Slope(1)
        );
        var byPassed = cell.ResetsBefore ? Kernel.Of(byCandidate, cell.CandidateRecurrent) : byCandidate;
        var byReset = Product(byPassed, Mean(gate => gate.ResetSource), Slope(0));
        var bySource = Elementwise.Multiply(byPassed, Mean(gate => gate.Reset));
        var byGates = Kernel.Of(MatrixRows.SideBySide([byReset, byUpdate]), cell.Recurrent.Slice(0, cell.CandidateRow));
        var straight = Elementwise.Add(Elementwise.Multiply(arriving.Hidden, update), byGates);
        var byHidden = Elementwise.Add(
            straight,
            cell.ResetsBefore ? bySource : Kernel.Of(bySource, cell.CandidateRecurrent)
        );
        return new StepGradient(
            new CellState(byHidden, arriving.Cell),
            MatrixRows.SideBySide([byReset, byUpdate, byCandidate])
        );
    }

    /// <summary>
    /// Wx x + Wh h_{t−1} + b of each packed row as the cell went; of a GRU the two gates' blocks only, its candidate's
    /// sum is in the trace.
    /// </summary>
    private static Matrix GateSums(DirectionTrace trace)
    {
        var (weights, bias) = trace.Cell switch
        {
            LstmCell lstm => (lstm.Recurrent, lstm.Bias),
            GruCell gru => (
                gru.Recurrent.Slice(0, gru.CandidateRow),
                [.. gru.InputBias.Take(gru.CandidateRow).Zip(gru.RecurrentBias, (x, h) => x + h)]
            ),
            var other => throw new System.Diagnostics.UnreachableException($"{other}"),
        };
        var before = MatrixRows.Stack(trace.Cell.Units, [.. trace.Steps.Select((_, t) => trace.Before(t).Hidden)]);
        var projected = MatrixRows.TakeColumns(trace.Projection, 0, weights.Rows);
        return MatrixRows.AddToEach(Elementwise.Add(projected, Kernel.WithTransposed(before, weights)), bias.AsSpan());
    }

    private static Matrix Product(Matrix x, Matrix y, Matrix z) => Elementwise.Multiply(Elementwise.Multiply(x, y), z);
}
