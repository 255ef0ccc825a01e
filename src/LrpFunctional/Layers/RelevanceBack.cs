using System.Collections.Immutable;
using System.Numerics;
using LanguageExt;
using LrpFunctional.Numerics;

namespace LrpFunctional.Layers;

/// <summary>The relevance that a layer sent back.</summary>
/// <param name="ToRead">What reaches each of the flows that it read; who takes it up gives its memory back.</param>
/// <param name="Leftover">What stayed on its initial states (n × 1), where it has any.</param>
internal sealed record RelevanceBack<T>(ImmutableArray<Reaching<T>> ToRead, Option<Matrix> Leftover)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>What a layer sent back by its steps to as many flows as it read.</summary>
    public static RelevanceBack<T> Of(ILayerRelevance relevance, int reads) =>
        new(
            [.. Enumerable.Range(0, reads).Select(read => (Reaching<T>)new Reaching<T>.Known(relevance.ToRead(read)))],
            relevance.Leftover
        );
}
