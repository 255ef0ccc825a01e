using System.Collections.Immutable;
using LrpFunctional.Memory;
using LrpFunctional.Numerics;
using LrpFunctional.Sequences;

namespace LrpFunctional.Explanations;

/// <summary>
/// A stream of sentences, cut into batches of similar length; how it is cut changes no bit of any result.
/// </summary>
internal static class Batches
{
    // Enough sentences to find similar lengths among, few enough to hold their results.
    private const int Window = 1024;

    /// <summary>
    /// A function of windows, applied to a stream; reads ahead by at most 1024 sentences.
    /// </summary>
    public static IEnumerable<T> Windows<T>(
        IEnumerable<Sentence> sentences,
        Func<ImmutableArray<Sentence>, ImmutableArray<T>> ofWindow
    ) => sentences.Chunk(Window).SelectMany(window => ofWindow([.. window]));

    /// <summary>
    /// A function of batches, applied to a window; it is also told how many threads each batch may use.
    /// </summary>
    public static ImmutableArray<T> MapWindow<T>(
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
