using LrpFunctional.Networks;
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
        var table = network.OwnProjections<double>(batch.Ids, threads: 1);
        using var run = Run<double>.Of(network, batch, table, Recording.Gates, threads: 1);
        return new Trace(
            network,
            batch,
            Rows.Gather(network.Embedding, table.Ids.AsSpan()),
            table.PlacesOf(batch.Ids),
            [.. run.Directions.Select(direction => DirectionTrace.Of(network.Layer.Cells[run.Directions.IndexOf(direction)].Cell, batch.Packing, direction))],
            run.Scores.Freeze(network.Classes.Length));
    }
}
