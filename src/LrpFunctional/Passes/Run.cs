using System.Collections.Immutable;
using System.Numerics;
using LrpFunctional.Layers;
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
    private readonly Recording _what;
    private readonly Lazy<Trace> _trace;

    private Run(InputFlow<T> input, ImmutableArray<ILayerRun<T>> layers, Recording what, int threads)
    {
        Input = input;
        Layers = layers;
        Threads = threads;
        _what = what;
        _trace = new(() =>
            this is Run<double> run && what.HasFlag(Recording.Gates) ? Freeze(run) : ForwardPass.Run(Network, Batch)
        );
    }

    public RecurrentNetwork Network => Input.Network;

    public PackedBatch Batch => Input.Batch;

    /// <summary>What the lowest layers read.</summary>
    public InputFlow<T> Input { get; }

    public ImmutableArray<ILayerRun<T>> Layers { get; }

    /// <summary>The class scores (n × C), a row for each lane, in float64 whatever the cells' precision.</summary>
    public Matrix Scores => Layers[^1].Rows();

    /// <summary>With more than one, directions run at the same time.</summary>
    public int Threads { get; }

    /// <summary>
    /// The full trace in float64: of this very run if it wrote down all gates, else of another; for all who ask the
    /// same one.
    /// </summary>
    public Trace Trace => _trace.Value;

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
        var input = new InputFlow<T>(network, batch, table);
        return new Run<T>(
            input,
            network.Composition.Forward<IFlow<T>, ILayerRun<T>>(
                input,
                (layer, read) => network.Layers[layer].Run(read, what, threads)
            ),
            what,
            threads
        );
    }

    /// <summary>
    /// The run over prefixes of its one sentence, the same bit for bit as <see cref="Of"/> over a batch of them. What
    /// looks at no later step is only cut; nor is anything projected again that comes from such layers.
    /// </summary>
    /// <param name="shortest">The length of the shortest prefix, from 1 on.</param>
    /// <param name="longest">The length of the longest one.</param>
    /// <param name="threads">With more than one, directions run at the same time.</param>
    public Run<T> Prefixes(int shortest, int longest, int threads)
    {
        var batch = PackedBatch.Of([
            .. Enumerable.Range(shortest, longest - shortest + 1).Select(Batch.Sentences[0].Prefix),
        ]);
        var input = new InputFlow<T>(Network, batch, Table: null);
        return new Run<T>(
            input,
            Network.Composition.Forward<IFlow<T>, ILayerRun<T>>(
                input,
                (layer, read) =>
                    Network.Composition.ReadsCausally(layer)
                        ? Layers[layer].Prefixes(read, threads)
                        : Network.Layers[layer].Run(read, _what, threads)
            ),
            _what,
            threads
        );
    }

    public void Dispose()
    {
        foreach (var layer in Layers)
            layer.Dispose();
    }

    private static Trace Freeze(Run<double> run) =>
        new(run.Network, run.Batch, run.Input.Rows(), [.. run.Layers.Select(layer => layer.Trace())]);
}
