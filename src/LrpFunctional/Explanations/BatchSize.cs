using System.Collections.Immutable;
using LrpFunctional.Networks;

namespace LrpFunctional.Explanations;

/// <summary>How many sentences run together.</summary>
/// <param name="MostLanes">Enough to fill a matrix kernel: a multiple of its six rows.</param>
/// <param name="MostRows">Few enough for what is written down to stay in the cache or, with long sentences, in
/// memory.</param>
internal sealed record BatchSize(int MostLanes, int MostRows)
{
    // Where a cell has more units its weights outgrow the cache, and more lanes have to share the way there.
    private const int FewUnits = 128;

    /// <summary>For networks whose weights stay in the cache.</summary>
    public static BatchSize Small { get; } = new(12, 4096);

    private static BatchSize Large { get; } = new(48, 4096);

    /// <summary>For a network of this size.</summary>
    public static BatchSize For(RecurrentNetwork network) =>
        network.Recurrent.All(layer => layer.Strands.All(strand => strand.Units <= FewUnits)) ? Small : Large;

    /// <summary>The places of sentences, longest first, cut into runs.</summary>
    public IEnumerable<ImmutableArray<int>> Cut(ImmutableArray<int> longestFirst, Func<int, int> length)
    {
        if (longestFirst.IsEmpty)
            return [];
        var lanes = Math.Clamp(MostRows / length(longestFirst[0]), 1, Math.Min(MostLanes, longestFirst.Length));
        return Cut(longestFirst[lanes..], length).Prepend(longestFirst[..lanes]);
    }
}
