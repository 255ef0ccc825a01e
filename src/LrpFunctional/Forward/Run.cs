using System.Collections.Immutable;
using System.Numerics;
using LrpFunctional.Networks;
using LrpFunctional.Numerics.Kernels;
using LrpFunctional.Sequences;

namespace LrpFunctional.Forward;

/// <summary>What a network did with a batch, as much of it as was asked for, in borrowed memory: the trace's quick sibling.</summary>
internal sealed record Run<T>(RecurrentNetwork Network, PackedBatch Batch, ImmutableArray<LayerRun<T>> Layers, HeadTrace Head, int Threads) : IDisposable
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
        var layers = network.Layers.Skip(1).Aggregate(
            ImmutableArray.Create(LayerRun<T>.Lowest(network.Layers[0], batch, table, what, threads)),
            (below, layer) => below.Add(LayerRun<T>.Above(below[^1], layer, batch.Packing, what, threads)));
        return new Run<T>(network, batch, layers, HeadPass.Run(network, batch.Packing, layers[^1]), threads);
    }

    public void Dispose()
    {
        foreach (var layer in Layers) layer.Dispose();
    }
}
