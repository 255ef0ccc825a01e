using System.Collections.Immutable;
using System.Numerics;
using LrpFunctional.Layers;
using LrpFunctional.Layers.Readings;
using LrpFunctional.Layers.Recurrent;
using LrpFunctional.Layers.Recurrent.Kernels;
using LrpFunctional.Memory;
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
        ImmutableArray<ISequenceRun<T>> layers,
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

    public ImmutableArray<ISequenceRun<T>> Layers { get; }

    public HeadTrace Head { get; }

    /// <summary>With more than one, directions run at the same time.</summary>
    public int Threads { get; }

    /// <summary>
    /// The full trace in float64: of this very run if it wrote down all gates, else of another; for all who ask the
    /// same one.
    /// </summary>
    public Trace Trace => _trace.Value;

    private bool HasGates => Layers[0].What.HasFlag(Recording.Gates);

    /// <summary>Runs the network over a batch.</summary>
    /// <param name="network">The network.</param>
    /// <param name="batch">The batch.</param>
    /// <param name="table">The inputs, projected.</param>
    /// <param name="what">What is written down.</param>
    /// <param name="threads">With more than one, directions run at the same time.</param>
    public static Run<T> Of(
        RecurrentNetwork network,
        PackedBatch batch,
        ProjectionTable<T>? table,
        Recording what,
        int threads
    )
    {
        var lowest =
            table is not null && network.Layers[0] is RecurrentLayer recurrent
                ? LayerRun<T>.OfProjected(recurrent, batch, table, what, threads)
                : network.Layers[0].Run(Inputs(network, batch), batch.Packing, what, threads);
        var layers = network
            .Layers.Skip(1)
            .Aggregate(
                ImmutableArray.Create(lowest),
                (below, layer) => below.Add(layer.Run(below[^1].States(), batch.Packing, what, threads))
            );
        return new Run<T>(network, batch, layers, HeadPass.Run(network.Head, batch.Packing, layers[^1]), threads);
    }

    /// <summary>The vectors that the lowest layer reads, a row for each packed row.</summary>
    public PooledMatrix<T> Inputs() => Inputs(Network, Batch);

    /// <summary>
    /// The run over prefixes of its one sentence, the same bit for bit as <see cref="Of"/> over a batch of them. Layers
    /// that read from the left with nothing but such layers below them do not run again; nor is anything projected
    /// again that comes from those.
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
            .Layers.TakeWhile(layer => layer.Strands.All(strand => strand.Direction == Direction.LeftToRight))
            .Count();
        ISequenceRun<T> Layer(int at, ISequenceRun<T>? below) =>
            below is not null && at > fromTheLeft
                ? Network.Layers[at].Run(below.States(), batch.Packing, Layers[at].What, threads)
                : Layers[at].Prefixes(batch.Packing, below?.States(), threads);
        var layers = Enumerable
            .Range(0, Layers.Length)
            .Aggregate(ImmutableArray<ISequenceRun<T>>.Empty, (done, at) => done.Add(Layer(at, done.LastOrDefault())));
        return new Run<T>(Network, batch, layers, HeadPass.Run(Network.Head, batch.Packing, layers[^1]), threads);
    }

    public void Dispose()
    {
        foreach (var layer in Layers)
            layer.Dispose();
    }

    private static PooledMatrix<T> Inputs(RecurrentNetwork network, PackedBatch batch) =>
        PooledMatrix<T>.Of(Vectors(network, batch), Numerics.Vectors.Padded<T>(network.InputSize));

    private static Matrix Vectors(RecurrentNetwork network, PackedBatch batch) =>
        MatrixRows.Gather(network.VectorsOf(batch), batch.Ids.AsSpan());

    private static Trace Freeze(Run<double> run) =>
        new(
            run.Network,
            run.Batch,
            [.. run.Layers.Select(layer => layer.Trace(() => Vectors(run.Network, run.Batch)))],
            run.Head
        );
}
