using System.Collections.Immutable;
using System.Numerics;
using LrpFunctional.Layers;
using LrpFunctional.Layers.Recurrent.Kernels;
using LrpFunctional.Networks;
using LrpFunctional.Passes;
using LrpFunctional.Sequences;

namespace LrpFunctional.Explanations;

/// <summary>A network run over a stream of sentences: windows, tables of projected inputs, batches.</summary>
internal static class RunStream
{
    /// <summary>
    /// A function of runs, applied to a stream: one result per sentence, in the order of the sentences.
    /// </summary>
    public static IEnumerable<TResult> Map<T, TResult>(
        RecurrentNetwork network,
        IEnumerable<Sentence> sentences,
        Recording what,
        Func<Run<T>, ImmutableArray<TResult>> perLane,
        int threads,
        CancellationToken cancellation
    )
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ImmutableArray<TResult> OfBatch(ProjectionTable<T>? table, PackedBatch batch, int workers)
        {
            using var run = Run<T>.Of(network, batch, table, what, workers);
            return perLane(run);
        }

        var size = BatchSize.For(network);
        return Batches.Windows(
            sentences,
            window =>
            {
                var shared = window.All(sentence => sentence.Numbers.IsNone)
                    ? network.Projections<T>(window.Select(sentence => sentence.Ids), threads)
                    : null;
                return Batches.MapWindow(
                    window,
                    threads,
                    size,
                    (batch, perBatch) => OfBatch(shared ?? network.OwnProjections<T>(batch, perBatch), batch, perBatch),
                    cancellation
                );
            }
        );
    }
}
