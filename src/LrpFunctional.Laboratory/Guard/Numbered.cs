using System.Collections.Immutable;

namespace LrpFunctional.Laboratory.Guard;

/// <summary>Keys that several items share, told apart by their order.</summary>
internal static class Numbered
{
    /// <summary>Each item's key, and how many items before it have the same.</summary>
    public static ImmutableArray<(TKey Key, int Earlier)> Keys<T, TKey>(ImmutableArray<T> items, Func<T, TKey> key) =>
        [
            .. items
                .Select((item, at) => (Key: key(item), At: at))
                .GroupBy(item => item.Key)
                .SelectMany(same => same.Select((item, earlier) => (item.At, Key: (same.Key, earlier))))
                .OrderBy(item => item.At)
                .Select(item => item.Key),
        ];
}
