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
    /// <exception cref="ArgumentException">A sequence has another number of features than the network reads.</exception>
    public static Trace Run(RecurrentNetwork network, PackedBatch batch)
    {
        var table = network.OwnProjections<double>(batch, threads: 1);
        using var run = Run<double>.Of(network, batch, table, Recording.Gates, threads: 1);
        LayerTrace Layer(LayerRun<double> layer, int at) => layer.Vectors is { } states
            ? LayerTrace.Of(network.Layers[at], batch.Packing, layer, states.Freeze(network.Layers[at - 1].Units), Indices.Same(batch.Packing.Rows))
            : LayerTrace.Of(network.Layers[at], batch.Packing, layer, Rows.Gather(network.VectorsOf(batch), table.Ids.AsSpan()), table.PlacesOf(batch.Ids));
        return new Trace(network, batch, [.. run.Layers.Select(Layer)], run.Head);
    }
}
