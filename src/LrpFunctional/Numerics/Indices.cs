using System.Collections.Immutable;
using System.Diagnostics;
using System.Runtime.InteropServices;

namespace LrpFunctional.Numerics;

/// <summary>Which row is where.</summary>
internal static class Indices
{
    /// <summary>
    /// 0, then the running sum of how many of the lengths, longest first, are larger than 0, 1, 2 and so on.
    /// </summary>
    public static ImmutableArray<int> Offsets(ReadOnlySpan<int> lengths)
    {
        Debug.Assert(lengths[^1] > 0, "every lane has a step");
        var offsets = new int[lengths[0] + 1];
        var lanes = lengths.Length;
        for (var step = 0; step < lengths[0]; step++)
        {
            while (lengths[lanes - 1] <= step)
                lanes--;
            offsets[step + 1] = checked(offsets[step] + lanes);
        }

        return ImmutableCollectionsMarshal.AsImmutableArray(offsets);
    }

    /// <summary>The items of all lanes' sequences, step after step.</summary>
    public static ImmutableArray<int> Pack(ReadOnlySpan<int> offsets, ReadOnlySpan<ImmutableArray<int>> lanes)
    {
        var packed = new int[offsets[^1]];
        for (var lane = 0; lane < lanes.Length; lane++)
        {
            var items = lanes[lane].AsSpan();
            Debug.Assert(items.Length < offsets.Length);
            for (var step = 0; step < items.Length; step++)
                packed[offsets[step] + lane] = items[step];
        }

        return ImmutableCollectionsMarshal.AsImmutableArray(packed);
    }

    /// <summary>The rows of all lanes' matrices, step after step.</summary>
    public static Matrix Pack(ReadOnlySpan<int> offsets, ReadOnlySpan<Matrix> lanes)
    {
        var columns = lanes[0].Columns;
        var packed = Frozen.Buffer(offsets[^1], columns);
        for (var lane = 0; lane < lanes.Length; lane++)
        {
            Debug.Assert(lanes[lane].Columns == columns && lanes[lane].Rows < offsets.Length);
            for (var step = 0; step < lanes[lane].Rows; step++)
                lanes[lane].Row(step).CopyTo(packed.AsSpan((offsets[step] + lane) * columns));
        }

        return packed.AsMatrix(offsets[^1], columns);
    }

    /// <summary>For each packed row the row itself.</summary>
    public static ImmutableArray<int> Same(int rows)
    {
        var same = new int[rows];
        for (var row = 0; row < rows; row++)
            same[row] = row;
        return ImmutableCollectionsMarshal.AsImmutableArray(same);
    }

    /// <summary>The step of each packed row.</summary>
    public static ImmutableArray<int> Steps(ReadOnlySpan<int> offsets)
    {
        var steps = new int[offsets[^1]];
        for (var step = 0; step < offsets.Length - 1; step++)
            steps.AsSpan(offsets[step]..offsets[step + 1]).Fill(step);
        return ImmutableCollectionsMarshal.AsImmutableArray(steps);
    }

    /// <summary>The same number, as often as is wanted.</summary>
    public static ImmutableArray<int> Repeated(int item, int count)
    {
        var items = new int[count];
        items.AsSpan().Fill(item);
        return ImmutableCollectionsMarshal.AsImmutableArray(items);
    }

    /// <summary>For each packed row the row of its lane that lies as far from the other end.</summary>
    public static ImmutableArray<int> Reversed(ReadOnlySpan<int> offsets, ReadOnlySpan<int> lengths)
    {
        Debug.Assert(offsets.Length == lengths[0] + 1 && offsets[1] == lengths.Length);
        var rows = new int[offsets[^1]];
        for (var lane = 0; lane < lengths.Length; lane++)
        {
            for (var step = 0; step < lengths[lane]; step++)
                rows[offsets[step] + lane] = offsets[lengths[lane] - 1 - step] + lane;
        }

        return ImmutableCollectionsMarshal.AsImmutableArray(rows);
    }

    /// <summary>Each lane's last row.</summary>
    public static ImmutableArray<int> LastRows(ReadOnlySpan<int> offsets, ReadOnlySpan<int> lengths)
    {
        Debug.Assert(offsets.Length == lengths[0] + 1 && offsets[1] == lengths.Length);
        var rows = new int[lengths.Length];
        for (var lane = 0; lane < lengths.Length; lane++)
            rows[lane] = offsets[lengths[lane] - 1] + lane;
        return ImmutableCollectionsMarshal.AsImmutableArray(rows);
    }

    /// <summary>The items of all groups, each at its own place among the given number of places.</summary>
    public static ImmutableArray<T> Scattered<T>(
        int count,
        ImmutableArray<ImmutableArray<int>> places,
        ImmutableArray<ImmutableArray<T>> groups
    )
    {
        Debug.Assert(places.Length == groups.Length);
        var items = new T[count];
        for (var group = 0; group < groups.Length; group++)
        {
            for (var i = 0; i < groups[group].Length; i++)
                items[places[group][i]] = groups[group][i];
        }

        return ImmutableCollectionsMarshal.AsImmutableArray(items);
    }

    /// <summary>
    /// The place of each different word, and the two places of each word that comes again, the first time that it does.
    /// </summary>
    public static (Dictionary<string, int> Places, ImmutableArray<(int First, int Again)> Repeated) Places(
        ImmutableArray<string> words
    )
    {
        var places = new Dictionary<string, int>(words.Length, StringComparer.Ordinal);
        var repeated = new Dictionary<string, (int First, int Again)>(StringComparer.Ordinal);
        for (var at = 0; at < words.Length; at++)
        {
            if (!places.TryAdd(words[at], at))
                repeated.TryAdd(words[at], (places[words[at]], at));
        }

        return (places, [.. repeated.Values]);
    }

    /// <summary>For each id the item at id + <paramref name="first"/>.</summary>
    public static ImmutableArray<int> At(ReadOnlySpan<int> items, ReadOnlySpan<int> ids, int first = 0)
    {
        var found = new int[ids.Length];
        for (var i = 0; i < ids.Length; i++)
            found[i] = items[ids[i] + first];
        return ImmutableCollectionsMarshal.AsImmutableArray(found);
    }
}
