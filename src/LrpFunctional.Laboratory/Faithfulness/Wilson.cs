namespace LrpFunctional.Laboratory.Faithfulness;

/// <summary>The score interval of a share (Wilson 1927), which is never empty and never leaves 0 … 1.</summary>
public static class Wilson
{
    // The 97.5th percentile of a Gaussian.
    private const double Z = 1.959963984540054;

    /// <summary>
    /// (p + z²/2n ± z √(p (1 − p)/n + z²/4n²)) / (1 + z²/n), p = hits / n.
    /// </summary>
    /// <param name="hits">How many hits; a mean of several tries need not be whole.</param>
    /// <param name="count">n, of how many.</param>
    /// <exception cref="ArgumentOutOfRangeException">n is below 1, or the hits are not from 0 to n.</exception>
    public static Estimate Share(double hits, int count)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        if (!(hits >= 0 && hits <= count))
            throw new ArgumentOutOfRangeException(nameof(hits), hits, $"from 0 to {count} are expected");
        var (share, square) = (hits / count, Z * Z / count);
        var centre = (share + (square / 2)) / (1 + square);
        var half = Z * Math.Sqrt((share * (1 - share) / count) + (square / (4 * count))) / (1 + square);
        // At either end rounding would miss it.
        return new Estimate(
            share,
            hits > 0 ? Math.Max(0, centre - half) : 0,
            hits < count ? Math.Min(1, centre + half) : 1,
            count
        );
    }
}
