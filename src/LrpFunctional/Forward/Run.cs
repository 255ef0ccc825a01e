using System.Collections.Immutable;
using System.Numerics;
using LrpFunctional.Networks;
using LrpFunctional.Numerics.Kernels;
using LrpFunctional.Sequences;

namespace LrpFunctional.Forward;

/// <summary>What a network did with a batch, as much of it as was asked for, in borrowed memory: the trace's quick sibling.</summary>
internal sealed record Run<T>(RecurrentNetwork Network, PackedBatch Batch, ImmutableArray<DirectionRun<T>> Directions, Plane<T> Scores, int Threads) : IDisposable
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Runs the network over a batch.</summary>
    /// <param name="network">The network.</param>
    /// <param name="batch">The batch.</param>
    /// <param name="table">The inputs, projected.</param>
    /// <param name="what">What is written down.</param>
    /// <param name="threads">With more than one, directions run at the same time.</param>
    public static Run<T> Of(RecurrentNetwork network, PackedBatch batch, ProjectionTable<T> table, Recording what, int threads)
    {
        var packing = batch.Packing;
        var places = table.PlacesOf(batch.Ids);
        var last = Indices.LastRows(packing.Offsets.AsSpan(), packing.Lengths.AsSpan());
        var directions = Workers.Map(network.Layer.Cells.Length, threads, at =>
        {
            var directed = network.Layer.Cells[at];
            var order = packing.Order(directed.Direction);
            var inputs = Indices.At(places.AsSpan(), order.AsSpan());
            var projection = table.OfCells[at];
            var recorded = ForwardSweep.Run(directed.Cell.Panels<T>(), packing.Offsets.AsSpan(), inputs.AsSpan(), projection, what);
            return new DirectionRun<T>(order, inputs, projection, recorded, recorded.HiddenAt(last.AsSpan()));
        });
        return new Run<T>(network, batch, directions, network.Readout.Panels<T>().Scores([.. directions.Select(direction => direction.LastHidden)]), threads);
    }

    public void Dispose()
    {
        Scores.Dispose();
        foreach (var direction in Directions) direction.Dispose();
    }
}
