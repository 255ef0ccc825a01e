using System.Collections.Immutable;

namespace LrpFunctional.Numerics;

/// <summary>A fold that keeps every value it passes through.</summary>
internal static class Scan
{
    /// <summary>For each item the value made from it and the value before, which is null for the first.</summary>
    public static ImmutableArray<T> Over<T>(IEnumerable<int> items, Func<int, T?, T> next)
        where T : class
    {
        var values = ImmutableArray.CreateBuilder<T>();
        T? value = null;
        foreach (var item in items)
        {
            value = next(item, value);
            values.Add(value);
        }

        return values.DrainToImmutable();
    }
}
