using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Runtime.ExceptionServices;
using LrpFunctional.Sequences;

namespace LrpFunctional.Explanations;

/// <summary>A stream of sentences, cut into batches of similar length; how it is cut changes no bit of any result.</summary>
public static class Batches
{
    // Enough sentences to find similar lengths among, few enough to hold their results.
    private const int Window = 2048;

    // Enough lanes to fill a matrix kernel, few enough rows for a trace to stay in cache or, with long sentences, in memory. At 40 lanes a
    // step of 60 units still counts as a small object (below 85,000 bytes), which is cheaper to collect.
    private const int MostLanes = 40;
    private const int MostRows = 4096;

    // The runtime's own limit.
    private const int MostThreads = 512;

    /// <summary>
    /// A function of batches, applied to a stream: one result per sentence, in the order of the sentences. Reads ahead by at most 2048
    /// sentences, so memory does not grow with the stream.
    /// </summary>
    /// <param name="sentences">The stream, read once.</param>
    /// <param name="threads">How many batches are worked on at the same time; 1 or more, more than 512 count as 512.</param>
    /// <param name="perLane">Gives one result for each lane of a batch.</param>
    /// <param name="cancellation">Ends the work after the batches in hand.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is less than one thread.</exception>
    /// <exception cref="OperationCanceledException">The work was ended.</exception>
    public static IEnumerable<T> Map<T>(
        IEnumerable<Sentence> sentences, int threads, Func<PackedBatch, ImmutableArray<T>> perLane, CancellationToken cancellation = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(threads, 1);
        return sentences.Chunk(Window).SelectMany(window => MapWindow([.. window], Math.Min(threads, MostThreads), perLane, cancellation));
    }

    private static ImmutableArray<T> MapWindow<T>(
        ImmutableArray<Sentence> window, int threads, Func<PackedBatch, ImmutableArray<T>> perLane, CancellationToken cancellation)
    {
        var longestFirst = Enumerable.Range(0, window.Length).OrderByDescending(at => window[at].Length).ToImmutableArray();
        var results = Partitioner.Create(Cut(longestFirst, at => window[at].Length).ToArray(), loadBalance: true)
            .AsParallel()
            .WithDegreeOfParallelism(threads)
            .WithCancellation(cancellation)
            .SelectMany(places =>
            {
                var batch = PackedBatch.Of([.. places.Select(at => window[at])]);
                return places.Zip(batch.InGivenOrder(perLane(batch)), (place, result) => (place, result));
            });
        try
        {
            return [.. results.OrderBy(pair => pair.place).Select(pair => pair.result)];
        }
        catch (AggregateException several)
        {
            // What goes wrong in a batch is reported as it would be for one sentence.
            ExceptionDispatchInfo.Throw(several.InnerExceptions[0]);
            throw;
        }
    }

    private static IEnumerable<ImmutableArray<int>> Cut(ImmutableArray<int> longestFirst, Func<int, int> length)
    {
        if (longestFirst.IsEmpty) return [];
        var lanes = Math.Clamp(MostRows / length(longestFirst[0]), 1, Math.Min(MostLanes, longestFirst.Length));
        return Cut(longestFirst[lanes..], length).Prepend(longestFirst[..lanes]);
    }
}
