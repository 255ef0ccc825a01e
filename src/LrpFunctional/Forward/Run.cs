using System.Collections.Immutable;
using System.Numerics;
using LrpFunctional.Networks;
using LrpFunctional.Numerics.Kernels;
using LrpFunctional.Sequences;

namespace LrpFunctional.Forward;

/// <summary>What a network did with a batch, as much of it as was asked for, in borrowed memory: the trace's quick sibling.</summary>
internal sealed record Run<T> : IDisposable
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Lazy<Trace> _trace;

    private Run(RecurrentNetwork network, PackedBatch batch, ImmutableArray<LayerRun<T>> layers, HeadTrace head, int threads)
    {
        Network = network;
        Batch = batch;
        Layers = layers;
        Head = head;
        Threads = threads;
        _trace = new(() => this is Run<double> { HasGates: true } run ? Freeze(run) : ForwardPass.Run(network, batch));
    }

    public RecurrentNetwork Network { get; }

    public PackedBatch Batch { get; }

    public ImmutableArray<LayerRun<T>> Layers { get; }

    public HeadTrace Head { get; }

    /// <summary>With more than one, directions run at the same time.</summary>
    public int Threads { get; }

    /// <summary>The full trace in float64: of this very run if it wrote down all gates, else of another; for all who ask the same one.</summary>
    public Trace Trace => _trace.Value;

    private bool HasGates => Layers[0].Directions[0].Recorded.HasGates;

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

    private static Trace Freeze(Run<double> run)
    {
        var (network, batch) = (run.Network, run.Batch);
        return new Trace(network, batch, [.. run.Layers.Select((layer, at) => LayerTrace.Of(
            network.Layers[at],
            batch.Packing,
            layer,
            layer.Vectors?.Freeze(network.Layers[at - 1].Units) ?? Rows.Gather(network.VectorsOf(batch), batch.Ids.AsSpan())))], run.Head);
    }
}
