using System.Collections.Immutable;
using System.Diagnostics;
using System.Runtime.InteropServices;

namespace LrpFunctional.Numerics;

/// <summary>Random numbers as a pure function of a key and a place: SplitMix64 (Steele, Lea, Flood 2014).</summary>
internal static class RandomNumbers
{
    /// <summary>64 random bits.</summary>
    public static ulong Bits(ulong key, int place)
    {
        var bits = key + (((ulong)place + 1) * 0x9E3779B97F4A7C15);
        bits = (bits ^ (bits >> 30)) * 0xBF58476D1CE4E5B9;
        bits = (bits ^ (bits >> 27)) * 0x94D049BB133111EB;
        return bits ^ (bits >> 31);
    }

    /// <summary>A number from 0 up, below the limit.</summary>
    public static int Below(int limit, ulong key, int place)
    {
        Debug.Assert(limit > 0);
        return (int)Math.BigMul(Bits(key, place), (ulong)limit, out _);
    }

    /// <summary>Numbers of a Gaussian of mean 0 and variance 1 (Box, Muller 1958).</summary>
    public static Matrix Normals(ulong key, int rows, int columns)
    {
        var normals = Frozen.Buffer(rows, columns);
        for (var at = 0; at < normals.Length; at += 2)
        {
            // 1 − u lies above 0, where the logarithm ends.
            var radius = Math.Sqrt(-2 * Math.Log(1 - Unit(key, at)));
            var (sine, cosine) = Math.SinCos(Math.Tau * Unit(key, at + 1));
            normals[at] = radius * cosine;
            if (at + 1 < normals.Length)
                normals[at + 1] = radius * sine;
        }

        return normals.AsMatrix(rows, columns);
    }

    /// <summary>Numbers between −bound and bound, each as likely as any other.</summary>
    public static Matrix Uniform(ulong key, int rows, int columns, double bound)
    {
        var numbers = Frozen.Buffer(rows, columns);
        for (var at = 0; at < numbers.Length; at++)
            numbers[at] = bound * ((2 * Unit(key, at)) - 1);
        return numbers.AsMatrix(rows, columns);
    }

    /// <summary>1 / (1 − p) with probability 1 − p, else 0, at each place.</summary>
    public static Matrix Kept(ulong key, double rate, int rows, int columns)
    {
        Debug.Assert(rate is >= 0 and < 1);
        var kept = Frozen.Buffer(rows, columns);
        for (var at = 0; at < kept.Length; at++)
            kept[at] = Unit(key, at) < rate ? 0 : 1 / (1 - rate);
        return kept.AsMatrix(rows, columns);
    }

    /// <summary>0 … count − 1 in a random order, each order as likely as any other (Fisher, Yates 1938).</summary>
    public static ImmutableArray<int> Permutation(ulong key, int count)
    {
        var items = new int[count];
        for (var at = 0; at < count; at++)
        {
            var other = Below(at + 1, key, at);
            items[at] = items[other];
            items[other] = at;
        }

        return ImmutableCollectionsMarshal.AsImmutableArray(items);
    }

    /// <summary>A number from 0 up, below 1.</summary>
    public static double Unit(ulong key, int place) => (Bits(key, place) >> 11) * (1.0 / (1UL << 53));
}
