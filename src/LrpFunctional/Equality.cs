using System.Collections.Immutable;

namespace LrpFunctional;

/// <summary>Arrays by their values, where records compare them by the memory they lie in.</summary>
internal static class Equality
{
    /// <summary>Whether two arrays hold the same values in the same order.</summary>
    public static bool Same<T>(this ImmutableArray<T> values, ImmutableArray<T> others) =>
        values.AsSpan().SequenceEqual(others.AsSpan(), EqualityComparer<T>.Default);

    /// <summary>A hash over how many there are, the first and the last.</summary>
    public static int Hash<T>(this ImmutableArray<T> values) =>
        values.IsEmpty ? 0 : HashCode.Combine(values.Length, values[0], values[^1]);
}
