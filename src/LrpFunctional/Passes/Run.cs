using System.Collections.Immutable;
using System.Numerics;
using LrpFunctional.Layers.Readings;
using LrpFunctional.Layers.Recurrent;
using LrpFunctional.Layers.Recurrent.Kernels;
using LrpFunctional.Networks;
using LrpFunctional.Numerics;
using LrpFunctional.Sequences;

namespace LrpFunctional.Passes;

/// <summary>
/// What a network did with a batch, as much of it as was asked for, in borrowed memory: the trace's quick sibling.
/// </summary>
internal sealed record Run<T> : IDisposable
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Lazy<Trace> _trace;

    private Run(
        RecurrentNetwork network,
        PackedBatch batch,
        ImmutableArray<LayerRun<T>> layers,
        HeadTrace head,
        int threads
    )
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

    /// <summary>
    /// The full trace in float64: of this very run if it wrote down all gates, else of another; for all who ask the
    /// same one.
    /// </summary>
    public Trace Trace => _trace.Value;

    private bool HasGates => Layers[0].Directions[0].Recorded.HasGates;

    /// <summary>Runs the network over a batch.</summary>
    /// <param name="network">The network.</param>
    /// <param name="batch">The batch.</param>
    /// <param name="table">The inputs, projected.</param>
    /// <param name="what">What is written down.</param>
    /// <param name="threads">With more than one, directions run at the same time.</param>
    public static Run<T> Of(
        RecurrentNetwork network,
        PackedBatch batch,
        ProjectionTable<T> table,
        Recording what,
        int threads
    )
    {
        var layers = network
            .Layers.Skip(1)
            .Aggregate(
                ImmutableArray.Create(LayerRun<T>.Lowest(network.Layers[0], batch, table, what, threads)),
                (below, layer) => below.Add(LayerRun<T>.Above(below[^1], layer, batch.Packing, what, threads))
            );
        return new Run<T>(
            network,
            batch,
            layers,
            HeadPass.Run(network.Head, network.Layers[^1], batch.Packing, layers[^1]),
            threads
        );
    }

    /// <summary>
    /// The run over prefixes of its one sentence, the same bit for bit as <see cref="Of"/> over a batch of them. Cells
    /// from the left with nothing but such cells below them do not run again; nor is anything projected again that
    /// comes from those.
    /// </summary>
    /// <param name="shortest">The length of the shortest prefix, from 1 on.</param>
    /// <param name="longest">The length of the longest one.</param>
    /// <param name="threads">With more than one, directions run at the same time.</param>
    public Run<T> Prefixes(int shortest, int longest, int threads)
    {
        var batch = PackedBatch.Of([
            .. Enumerable.Range(shortest, longest - shortest + 1).Select(Batch.Sentences[0].Prefix),
        ]);
        var fromTheLeft = Network
            .Layers.TakeWhile(layer => layer.Cells.All(cell => cell.Direction == Direction.LeftToRight))
            .Count();
        LayerRun<T> Layer(int at, LayerRun<T>? below) =>
            below is not null && at > fromTheLeft
                ? LayerRun<T>.Above(
                    below,
                    Network.Layers[at],
                    batch.Packing,
                    Layers[at].Directions[0].Recorded.What,
                    threads
                )
                : LayerRun<T>.OfPrefixes(Layers[at], below?.States(), Network.Layers[at], batch.Packing, threads);
        var layers = Enumerable
            .Range(0, Layers.Length)
            .Aggregate(ImmutableArray<LayerRun<T>>.Empty, (done, at) => done.Add(Layer(at, done.LastOrDefault())));
        return new Run<T>(
            Network,
            batch,
            layers,
            HeadPass.Run(Network.Head, Network.Layers[^1], batch.Packing, layers[^1]),
            threads
        );
    }

    public void Dispose()
    {
        foreach (var layer in Layers)
            layer.Dispose();
    }

    private static Trace Freeze(Run<double> run)
    {
        var (network, batch) = (run.Network, run.Batch);
        return new Trace(
            network,
            batch,
            [
                .. run.Layers.Select(
                    (layer, at) =>
                        LayerTrace.Of(
                            network.Layers[at],
                            batch.Packing,
                            layer,
                            layer.Vectors?.Freeze(network.Layers[at - 1].Units)
                                ?? MatrixRows.Gather(network.VectorsOf(batch), batch.Ids.AsSpan())
                        )
                ),
            ],
            run.Head
        );
    }
}
