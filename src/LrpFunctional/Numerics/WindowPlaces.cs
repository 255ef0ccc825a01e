using System.Collections.Immutable;
using System.Diagnostics;
using System.Runtime.InteropServices;

namespace LrpFunctional.Numerics;

/// <summary>Which row lies at each place of each window, −1 where there is none.</summary>
internal static class WindowPlaces
{
    /// <summary>
    /// The places along an axis: window i begins at i · stride − before, and its places lie so far apart.
    /// </summary>
    /// <param name="windows">How many windows there are.</param>
    /// <param name="size">How many places each has.</param>
    /// <param name="stride">How far the windows lie apart.</param>
    /// <param name="dilation">How far the places lie apart.</param>
    /// <param name="before">How many places stand before the first that there is.</param>
    /// <param name="length">How many there are.</param>
    public static ImmutableArray<int> Along(int windows, int size, int stride, int dilation, int before, int length)
    {
        var places = new int[checked(windows * size)];
        for (var at = 0; at < places.Length; at++)
        {
            var place = (at / size * stride) - before + (at % size * dilation);
            places[at] = place >= 0 && place < length ? place : -1;
        }

        return ImmutableCollectionsMarshal.AsImmutableArray(places);
    }

    /// <summary>The packed rows at the places of each packed window, given each lane's steps there.</summary>
    /// <param name="lanes">The steps at the places of each lane's windows.</param>
    /// <param name="size">How many places a window has.</param>
    /// <param name="offsets">Where the steps of what is read begin.</param>
    /// <param name="made">Where the steps of what is made begin, one for each window.</param>
    public static ImmutableArray<int> Pack(
        ReadOnlySpan<ImmutableArray<int>> lanes,
        int size,
        ReadOnlySpan<int> offsets,
        ReadOnlySpan<int> made
    )
    {
        var places = new int[checked(made[^1] * size)];
        for (var lane = 0; lane < lanes.Length; lane++)
        {
            var steps = lanes[lane].AsSpan();
            Debug.Assert(steps.Length % size == 0 && steps.Length / size < made.Length);
            for (var at = 0; at < steps.Length; at++)
                places[((made[at / size] + lane) * size) + (at % size)] =
                    steps[at] < 0 ? -1 : offsets[steps[at]] + lane;
        }

        return ImmutableCollectionsMarshal.AsImmutableArray(places);
    }

    /// <summary>
    /// The places of windows over a plane, line after line of it, given those along both of its axes.
    /// </summary>
    public static ImmutableArray<int> Plane(
        ReadOnlySpan<int> vertical,
        int height,
        ReadOnlySpan<int> horizontal,
        int width,
        int columns
    )
    {
        var places = new int[checked(vertical.Length * horizontal.Length)];
        var at = 0;
        for (var top = 0; top < vertical.Length; top += height)
        {
            for (var left = 0; left < horizontal.Length; left += width)
            {
                for (var place = 0; place < height * width; place++)
                {
                    var (line, column) = (vertical[top + (place / width)], horizontal[left + (place % width)]);
                    places[at++] = line < 0 || column < 0 ? -1 : (line * columns) + column;
                }
            }
        }

        return ImmutableCollectionsMarshal.AsImmutableArray(places);
    }

    /// <summary>The same places again and again, each time so many rows further.</summary>
    public static ImmutableArray<int> Repeated(ReadOnlySpan<int> places, int times, int rows)
    {
        var repeated = new int[checked(places.Length * times)];
        for (var time = 0; time < times; time++)
        {
            for (var at = 0; at < places.Length; at++)
                repeated[(time * places.Length) + at] = places[at] < 0 ? -1 : (time * rows) + places[at];
        }

        return ImmutableCollectionsMarshal.AsImmutableArray(repeated);
    }
}
