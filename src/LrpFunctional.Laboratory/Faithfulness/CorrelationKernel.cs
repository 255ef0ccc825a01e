using System.Collections.Immutable;
using LrpFunctional.Numerics;

namespace LrpFunctional.Laboratory.Faithfulness;

/// <summary>Pearson's correlation of samples drawn with replacement, over memory.</summary>
internal static class CorrelationKernel
{
    // What rounding leaves of the variance of numbers that are all the same, as a part of their mean square.
    private const double Rounding = 1e-20;

    /// <summary>r of all numbers; 0 where either has no variance.</summary>
    public static double Of(ImmutableArray<double> numbers, ImmutableArray<double> truth)
    {
        var places = new int[truth.Length];
        for (var at = 0; at < places.Length; at++)
            places[at] = at;
        return Of(numbers.AsSpan(), truth.AsSpan(), places);
    }

    /// <summary>
    /// The mean over draws of r, resample by resample; the places that are drawn are those of
    /// <see cref="BootstrapKernel"/>, so that numbers of the same sequences are drawn together.
    /// </summary>
    /// <param name="draws">Draw by draw, sequence by sequence.</param>
    /// <param name="truth">Sequence by sequence.</param>
    /// <param name="resamples">How often is drawn.</param>
    /// <param name="seed">What the places come from.</param>
    public static double[] Resampled(
        ImmutableArray<ImmutableArray<double>> draws,
        ImmutableArray<double> truth,
        int resamples,
        int seed
    )
    {
        var found = new double[resamples];
        var places = new int[truth.Length];
        for (var resample = 0; resample < resamples; resample++)
        {
            var key = RandomNumbers.Bits((ulong)seed, resample);
            for (var at = 0; at < places.Length; at++)
                places[at] = RandomNumbers.Below(places.Length, key, at);
            foreach (var draw in draws)
                found[resample] += Of(draw.AsSpan(), truth.AsSpan(), places) / draws.Length;
        }

        return found;
    }

    private static double Of(ReadOnlySpan<double> one, ReadOnlySpan<double> other, ReadOnlySpan<int> places)
    {
        var (sumOne, sumOther, squareOne, squareOther) = (0.0, 0.0, 0.0, 0.0);
        foreach (var place in places)
        {
            sumOne += one[place];
            sumOther += other[place];
            squareOne += one[place] * one[place];
            squareOther += other[place] * other[place];
        }

        var (meanOne, meanOther) = (sumOne / places.Length, sumOther / places.Length);
        var (varianceOne, varianceOther, together) = (0.0, 0.0, 0.0);
        foreach (var place in places)
        {
            var (awayOne, awayOther) = (one[place] - meanOne, other[place] - meanOther);
            varianceOne += awayOne * awayOne;
            varianceOther += awayOther * awayOther;
            together += awayOne * awayOther;
        }

        return varianceOne <= Rounding * squareOne || varianceOther <= Rounding * squareOther
            ? 0
            : together / Math.Sqrt(varianceOne * varianceOther);
    }
}
