using System.Collections.Immutable;

namespace LrpFunctional.Laboratory.Faithfulness;

/// <summary>
/// The percentile bootstrap (Efron 1979): sentences drawn with replacement, again and again, and the 2.5th and 97.5th
/// percentile of what comes out.
/// </summary>
public static class Bootstrap
{
    /// <summary>How often is drawn.</summary>
    public const int Resamples = 1000;

    /// <summary>The mean of one number for each sentence, with its 95 % interval.</summary>
    /// <param name="values">One number for each sentence, at least one.</param>
    /// <param name="seed">What the draws come from; the same seed draws the same places of equally many.</param>
    /// <exception cref="ArgumentException">There is no number.</exception>
    public static Estimate Mean(ImmutableArray<double> values, int seed)
    {
        if (values.IsDefaultOrEmpty)
            throw new ArgumentException("a mean is of one number at least", nameof(values));
        var means = BootstrapKernel.SortedMeans(values, Resamples, seed);
        return new Estimate(values.Average(), means[(Resamples / 40) - 1], means[^(Resamples / 40)], values.Length);
    }

    /// <summary>The mean of one − other, sentence by sentence (the paired bootstrap), with its 95 % interval.</summary>
    /// <exception cref="ArgumentException">There is no number, or there are not equally many.</exception>
    public static Estimate Difference(ImmutableArray<double> one, ImmutableArray<double> other, int seed) =>
        one.Length == other.Length
            ? Mean([.. one.Zip(other, (left, right) => left - right)], seed)
            : throw new ArgumentException(
                $"there are {other.Length} numbers, where {one.Length} are expected",
                nameof(other)
            );
}
