using System.Collections.Immutable;
using System.Numerics;
using LrpFunctional.Layers;
using LrpFunctional.Layers.Recurrent.Kernels;
using LrpFunctional.Memory;
using LrpFunctional.Methods;
using LrpFunctional.Networks;
using LrpFunctional.Passes;
using LrpFunctional.Sequences;

namespace LrpFunctional.Explanations;

/// <summary>
/// The triangle of relevances over time: what each word read so far spoke for or against the prediction after the
/// first, the first two, … all T words. Bit for bit what each prefix gives as a sentence of its own; yet what a network
/// reads from the left it reads once, and not T (T + 1) / 2 steps of it.
/// </summary>
public static class Prefixes
{
    // Enough work to keep a thread busy, few enough rows to hold their results.
    private const int RowsOfThread = 1 << 14;
    private const int MostSentences = 1024;

    // So many batches of one long sentence are worked on, for each thread, before what they gave goes on.
    private const int BatchesOfThread = 4;

    /// <summary>
    /// For each sentence of a stream and each of its prefixes, the shortest first, the explanations by several methods,
    /// which share the forward pass. There is none of a prefix that a mask skips whole.
    /// </summary>
    /// <param name="methods">The methods.</param>
    /// <param name="network">The network.</param>
    /// <param name="sentences">The stream, read once; memory grows neither with it nor with the square of its
    /// sentences' lengths.</param>
    /// <param name="target">What is explained; the class predicted is that after each prefix, and the label of a
    /// sentence holds for each.</param>
    /// <param name="options">How they are computed.</param>
    /// <param name="cancellation">Ends the work after the batches in hand.</param>
    /// <exception cref="ArgumentException">The target is the label, and a sentence has none.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The target is a class that the network does not have.</exception>
    /// <exception cref="OperationCanceledException">The work was ended.</exception>
    public static IEnumerable<PrefixExplanations> Explain(
        ImmutableArray<Method> methods,
        RecurrentNetwork network,
        IEnumerable<Sentence> sentences,
        Target target,
        ExplainOptions? options = null,
        CancellationToken cancellation = default
    )
    {
        Changes.RequireNoStatic(network, "a prefix ends before the last step");
        var how = options ?? ExplainOptions.Default;
        var needs = Pipelines.Needs(methods, how.Detail);
        IEnumerable<PrefixExplanations> Whole(RecurrentNetwork whole, IEnumerable<Sentence> read) =>
            how.Precision switch
            {
                Precision.Bits32 => Triangles<float>(methods, needs, whole, read, target, how, cancellation),
                _ => Triangles<double>(methods, needs, whole, read, target, how, cancellation),
            };
        return network.Mask.IsNone
            ? Whole(network, sentences)
            : from window in MaskedSentence
                .Windows(network, sentences)
                .Scan((Start: 0, Sentences: ImmutableArray<MaskedSentence>.Empty), Next)
            from read in Whole(network.WithoutMask, window.Sentences.Select(masked => masked.Read))
            from prefix in Over(window.Sentences[read.Place], read)
            select prefix with
            {
                Place = window.Start + read.Place,
            };
    }

    private static (int Start, ImmutableArray<MaskedSentence> Sentences) Next(
        (int Start, ImmutableArray<MaskedSentence> Sentences) last,
        ImmutableArray<MaskedSentence> window
    ) => (last.Start + last.Sentences.Length, window);

    // A prefix that ends with masked steps reads what the one before it read.
    private static IEnumerable<PrefixExplanations> Over(MaskedSentence masked, PrefixExplanations read) =>
        masked
            .LengthsOf(read.Length)
            .Select(masked.Prefix)
            .Select(prefix => new PrefixExplanations(
                read.Place,
                masked.Whole,
                [.. read.Explanations.Select(prefix.Over)]
            ));

    private static IEnumerable<PrefixExplanations> Triangles<T>(
        ImmutableArray<Method> methods,
        Recording needs,
        RecurrentNetwork network,
        IEnumerable<Sentence> sentences,
        Target target,
        ExplainOptions options,
        CancellationToken cancellation
    )
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var (threads, size) = (options.Threads, BatchSize.For(network));
        IEnumerable<PrefixExplanations> Triangle(int place, Sentence sentence, ProjectionTable<T>? shared, int workers)
        {
            var alone = PackedBatch.Of([sentence]);
            using var whole = Run<T>.Of(
                network,
                alone,
                shared ?? network.OwnProjections<T>(alone, workers),
                needs,
                workers
            );
            foreach (
                var cuts in WeightedRuns
                    .ByWeight(Enumerable.Range(1, sentence.Length), length => length, size.MostRows, size.MostLanes)
                    .Chunk(BatchesOfThread * workers)
            )
            {
                var batches = Workers.Map(
                    cuts.Length,
                    workers,
                    at =>
                    {
                        using var run = whole.Prefixes(cuts[at][0], cuts[at][^1], Math.Max(1, workers / cuts.Length));
                        return run.Batch.InGivenOrder(Pipelines.Of(methods, target, options.Detail, run));
                    },
                    cancellation
                );
                foreach (var explanations in batches.SelectMany(batch => batch))
                    yield return new PrefixExplanations(place, sentence, explanations);
            }
        }

        IEnumerable<PrefixExplanations> OfWindow(ImmutableArray<(int Place, Sentence Sentence)> window)
        {
            var shared = window.All(item => item.Sentence.Numbers.IsNone)
                ? network.Projections<T>(window.Select(item => item.Sentence.Ids), threads)
                : null;
            IEnumerable<PrefixExplanations> At(int item, int workers) =>
                Triangle(window[item].Place, window[item].Sentence, shared, workers);
            return window.Length == 1
                ? At(0, threads)
                : Workers
                    .Map(
                        window.Length,
                        threads,
                        item => At(item, Math.Max(1, threads / window.Length)).ToImmutableArray(),
                        cancellation
                    )
                    .SelectMany(triangle => triangle);
        }

        return WeightedRuns
            .ByWeight(
                sentences.Index(),
                item => (long)item.Item.Length * (item.Item.Length + 1) / 2,
                (long)RowsOfThread * threads,
                MostSentences
            )
            .SelectMany(OfWindow);
    }
}
