using System.Collections.Immutable;
using LrpFunctional.Networks;
using LrpFunctional.Numerics;
using LrpFunctional.Numerics.Kernels;
using LrpFunctional.Sequences;

namespace LrpFunctional.Forward;

/// <summary>Runs a network over a batch and keeps what it did.</summary>
public static class ForwardPass
{
    /// <summary>The trace of one sentence.</summary>
    public static Trace Run(RecurrentNetwork network, Sentence sentence) => Run(network, PackedBatch.Of([sentence]));

    /// <summary>The trace of a batch.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A sentence holds an id that the embedding has no row for.</exception>
    public static Trace Run(RecurrentNetwork network, PackedBatch batch)
    {
        var vectors = Rows.Gather(network.Embedding, batch.Ids.AsSpan());
        var directions = network.Layer.Cells.Select(directed => Read(directed, batch, vectors)).ToImmutableArray();
        return new Trace(network, batch, vectors, directions, Score(network.Readout, directions));
    }

    /// <summary>z = Wx x + bx + Wh h_{t−1} + bh; i, f, o = σ(z_i), σ(z_f), σ(z_o); g = tanh(z_g); c = f ⊙ c_{t−1} + i ⊙ g; h = o ⊙ tanh(c).</summary>
    public static StepTrace Step(LstmCell cell, Matrix projection, ReadOnlySpan<int> inputs, LstmState before)
    {
        var recurrent = Product.Of(before.Hidden, cell.RecurrentTransposed);
        var (i, f, g, o, z) = LstmKernel.Gates(projection, inputs, recurrent, cell.Bias.AsSpan());
        var (hidden, state) = LstmKernel.State(i, f, g, o, before.Cell);
        return new StepTrace(new GateActivations(i, f, g, o, z), new LstmState(hidden, state));
    }

    private static DirectionTrace Read(DirectedCell directed, PackedBatch batch, Matrix vectors)
    {
        var (cell, packing) = (directed.Cell, batch.Packing);
        var order = packing.Order(directed.Direction);
        ImmutableArray<int> inputs = [.. order.Select(row => batch.Inputs[row])];
        var projection = Product.Of(vectors, cell.InputTransposed);
        var initial = LstmState.Zero(packing.Lanes(0), cell.Units);
        var steps = TimeFold.Onward<StepTrace>(
            packing,
            (t, earlier) => Step(cell, projection, inputs.AsSpan(packing.Offset(t), packing.Lanes(t)), (earlier?.State ?? initial).Slice(0, packing.Lanes(t))));
        return new DirectionTrace(cell, packing, order, projection, inputs, initial, steps, LastHidden(packing, steps));
    }

    // Short sentences end first, in the last lanes: from the final step back, the lanes that end lie one below the other.
    private static Matrix LastHidden(Packing packing, ImmutableArray<StepTrace> steps) => Rows.Stack(
        steps[0].State.Hidden.Columns,
        [
            .. from step in Enumerable.Range(0, packing.Steps).Reverse()
               let running = packing.Lanes(step + 1)
               where packing.Lanes(step) > running
               select steps[step].State.Hidden.Slice(running, packing.Lanes(step) - running),
        ]);

    // s = Σ_direction Wy h[T−1] + b
    private static Matrix Score(Readout readout, ImmutableArray<DirectionTrace> directions) =>
        Rows.AddToEach(
            directions.Zip(readout.WeightsTransposed, (direction, weights) => Product.Of(direction.LastHidden, weights)).Aggregate(Elementwise.Add),
            readout.Bias.AsSpan());
}
