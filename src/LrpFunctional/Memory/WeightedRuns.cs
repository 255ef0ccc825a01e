using System.Collections.Immutable;

namespace LrpFunctional.Memory;

/// <summary>A stream, cut into runs of what follows each other.</summary>
internal static class WeightedRuns
{
    /// <summary>
    /// Runs as long as they may be: their weights add up to no more than is allowed, or they are a single item. Reads
    /// no further than one item ahead.
    /// </summary>
    public static IEnumerable<ImmutableArray<T>> ByWeight<T>(
        IEnumerable<T> items,
        Func<T, long> weight,
        long mostWeight,
        int mostItems
    )
    {
        var run = ImmutableArray.CreateBuilder<T>();
        var sum = 0L;
        foreach (var item in items)
        {
            if (run.Count > 0 && (run.Count == mostItems || sum + weight(item) > mostWeight))
            {
                yield return run.DrainToImmutable();
                sum = 0;
            }

            run.Add(item);
            sum += weight(item);
        }

        if (run.Count > 0)
            yield return run.DrainToImmutable();
    }
}
