using System.Collections.Immutable;

namespace LrpFunctional.Explanations;

/// <summary>How many sentences run together.</summary>
/// <param name="MostLanes">Enough to fill a matrix kernel: a multiple of its six rows.</param>
/// <param name="MostRows">Few enough for what is written down to stay in the cache or, with long sentences, in memory.</param>
internal sealed record BatchSize(int MostLanes, int MostRows)
{
    public static BatchSize Default { get; } = new(24, 4096);

    /// <summary>The places of sentences, longest first, cut into runs.</summary>
    public IEnumerable<ImmutableArray<int>> Cut(ImmutableArray<int> longestFirst, Func<int, int> length)
    {
        if (longestFirst.IsEmpty) return [];
        var lanes = Math.Clamp(MostRows / length(longestFirst[0]), 1, Math.Min(MostLanes, longestFirst.Length));
        return Cut(longestFirst[lanes..], length).Prepend(longestFirst[..lanes]);
    }
}
