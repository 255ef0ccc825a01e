using System.Collections.Immutable;
using LanguageExt;

namespace LrpFunctional;

/// <summary>
/// Arrays by their values, where records compare them by the memory they lie in; options by their values, where
/// LanguageExt first loads every assembly and looks through all of their types, longer than a model takes to read.
/// </summary>
internal static class Equality
{
    /// <summary>Whether two arrays hold the same values in the same order.</summary>
    public static bool Same<T>(this ImmutableArray<T> values, ImmutableArray<T> others) =>
        values.AsSpan().SequenceEqual(others.AsSpan(), EqualityComparer<T>.Default);

    /// <summary>Whether two options hold the same value, or both none.</summary>
    public static bool Same<T>(this Option<T> option, Option<T> other) =>
        option.Match(value => other.Exists(one => EqualityComparer<T>.Default.Equals(one, value)), () => other.IsNone);

    /// <summary>A hash over how many there are, the first and the last.</summary>
    public static int Hash<T>(this ImmutableArray<T> values) =>
        values.IsEmpty ? 0 : HashCode.Combine(values.Length, values[0], values[^1]);
}
