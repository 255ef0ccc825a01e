using System.Collections.Immutable;
using LrpFunctional.Numerics;

namespace LrpFunctional.Laboratory.Faithfulness;

/// <summary>Means of samples drawn with replacement, over memory.</summary>
internal static class BootstrapKernel
{
    /// <summary>
    /// 1/n Σ_i v(draw i) of each resample, the smallest first; the draws depend on seed and n only, so that numbers of
    /// the same sentences are drawn together.
    /// </summary>
    public static double[] SortedMeans(ImmutableArray<double> values, int resamples, int seed)
    {
        var means = new double[resamples];
        for (var resample = 0; resample < resamples; resample++)
        {
            var key = RandomNumbers.Bits((ulong)seed, resample);
            var sum = 0.0;
            for (var at = 0; at < values.Length; at++)
                sum += values[RandomNumbers.Below(values.Length, key, at)];
            means[resample] = sum / values.Length;
        }

        Array.Sort(means);
        return means;
    }
}
