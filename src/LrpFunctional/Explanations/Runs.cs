using System.Collections.Immutable;
using System.Numerics;
using LrpFunctional.Forward;
using LrpFunctional.Networks;
using LrpFunctional.Numerics.Kernels;
using LrpFunctional.Sequences;

namespace LrpFunctional.Explanations;

/// <summary>A network run over a stream of sentences: windows, tables of projected inputs, batches.</summary>
internal static class Runs
{
    // What the projections of a window may take, in bytes; where they would take more, each batch has its own.
    private const long TableLimit = 64L << 20;

    /// <summary>A function of runs, applied to a stream: one result per sentence, in the order of the sentences.</summary>
    public static IEnumerable<TResult> Map<T, TResult>(
        RecurrentNetwork network, IEnumerable<Sentence> sentences, Recording what, Func<Run<T>, ImmutableArray<TResult>> perLane, int threads, CancellationToken cancellation)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ImmutableArray<TResult> OfBatch(InputTable<T> table, PackedBatch batch, int workers)
        {
            using var run = Run<T>.Of(network, batch, table, what, workers);
            return perLane(run);
        }

        ImmutableArray<TResult> WithTable(InputTable<T> table, Func<InputTable<T>, ImmutableArray<TResult>> use)
        {
            using (table) return use(table);
        }

        ImmutableArray<TResult> OfWindow(ImmutableArray<Sentence> window, int workers) => InputTable<T>.Within(TableLimit, network, window, workers).Match(
            table => WithTable(table, shared => Batches.MapWindow(window, workers, (batch, perBatch) => OfBatch(shared, batch, perBatch), cancellation)),
            () => Batches.MapWindow(
                window, workers, (batch, perBatch) => WithTable(InputTable<T>.Of(network, batch.Sentences, perBatch), own => OfBatch(own, batch, perBatch)), cancellation));

        return Batches.Windows(sentences, threads, OfWindow);
    }
}
