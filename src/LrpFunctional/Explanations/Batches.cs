using System.Collections.Immutable;
using LrpFunctional.Memory;
using LrpFunctional.Numerics;
using LrpFunctional.Sequences;

namespace LrpFunctional.Explanations;

/// <summary>
/// A stream of sentences, cut into batches of similar length; how it is cut changes no bit of any result.
/// </summary>
public static class Batches
{
    // Enough sentences to find similar lengths among, few enough to hold their results.
    private const int Window = 1024;

    /// <summary>The runtime's own limit.</summary>
    internal const int MostThreads = 512;

    /// <summary>
    /// A function of batches, applied to a stream: one result per sentence, in the order of the sentences. Reads ahead
    /// by at most 1024 sentences, so memory does not grow with the stream.
    /// </summary>
    /// <param name="sentences">The stream, read once.</param>
    /// <param name="threads">How many batches are worked on at the same time; 1 or more, more than 512 count as
    /// 512.</param>
    /// <param name="perLane">Gives one result for each lane of a batch.</param>
    /// <param name="cancellation">Ends the work after the batches in hand.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is less than one thread.</exception>
    /// <exception cref="OperationCanceledException">The work was ended.</exception>
    public static IEnumerable<T> Map<T>(
        IEnumerable<Sentence> sentences,
        int threads,
        Func<PackedBatch, ImmutableArray<T>> perLane,
        CancellationToken cancellation = default
    ) =>
        Windows(
            sentences,
            threads,
            (window, workers) => MapWindow(window, workers, BatchSize.Small, (batch, _) => perLane(batch), cancellation)
        );

    /// <summary>A function of windows, applied to a stream.</summary>
    internal static IEnumerable<T> Windows<T>(
        IEnumerable<Sentence> sentences,
        int threads,
        Func<ImmutableArray<Sentence>, int, ImmutableArray<T>> ofWindow
    )
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(threads, 1);
        return sentences.Chunk(Window).SelectMany(window => ofWindow([.. window], Math.Min(threads, MostThreads)));
    }

    /// <summary>
    /// A function of batches, applied to a window; it is also told how many threads each batch may use.
    /// </summary>
    internal static ImmutableArray<T> MapWindow<T>(
        ImmutableArray<Sentence> window,
        int threads,
        BatchSize size,
        Func<PackedBatch, int, ImmutableArray<T>> perLane,
        CancellationToken cancellation
    )
    {
        var longestFirst = Enumerable
            .Range(0, window.Length)
            .OrderByDescending(at => window[at].Length)
            .ToImmutableArray();
        var cuts = size.Cut(longestFirst, at => window[at].Length).ToImmutableArray();
        var results = Workers.Map(
            cuts.Length,
            threads,
            at =>
            {
                var batch = PackedBatch.Of([.. cuts[at].Select(place => window[place])]);
                return batch.InGivenOrder(perLane(batch, Math.Max(1, threads / cuts.Length)));
            },
            cancellation
        );
        return Indices.Scattered(window.Length, cuts, results);
    }
}
