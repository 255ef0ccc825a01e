using System.Collections.Immutable;

namespace LrpFunctional.Laboratory.Guard;

/// <summary>What stays in order when the fewest that are out of it are taken away.</summary>
internal static class Rising
{
    /// <summary>The places of a longest subsequence that never falls, in O(n log n).</summary>
    public static ImmutableArray<int> Longest<T>(ImmutableArray<T> values)
        where T : IComparable<T>
    {
        // Of all subsequences of k + 1 values, the one that ends lowest is at k; so these ends rise, and of equal ones
        // the later stands behind the earlier.
        var order = Comparer<End<T>>.Create((one, other) => (one.Value, one.At).CompareTo((other.Value, other.At)));
        var ends = new List<End<T>>();
        foreach (var (at, value) in values.Index())
        {
            var length = ~ends.BinarySearch(new End<T>(value, at, []), order);
            var end = new End<T>(value, at, (length == 0 ? [] : ends[length - 1].Places).Push(at));
            if (length == ends.Count)
                ends.Add(end);
            else
                ends[length] = end;
        }

        return ends.Count == 0 ? [] : [.. ends[^1].Places.Reverse()];
    }

    /// <summary>A subsequence by its last value.</summary>
    private readonly record struct End<T>(T Value, int At, ImmutableStack<int> Places);
}
