using System.Globalization;

namespace LrpFunctional.Methods;

/// <summary>The Gaussian noise of <see cref="SmoothGrad"/>, the same for the same seed and sentence.</summary>
/// <param name="Samples">n, how often it is drawn, from 1 to 100,000.</param>
/// <param name="Deviation">σ, in parts of the range of the sentence's numbers, from 0 on.</param>
/// <param name="Seed">What it comes from.</param>
/// <exception cref="ArgumentOutOfRangeException">There is less than one sample, or σ is negative or no
/// number.</exception>
public sealed record Noise(int Samples = 50, double Deviation = 0.15, int Seed = 0)
{
    /// <summary>What n may be.</summary>
    public static NumberRange SampleCounts { get; } = NumberRange.Whole(1, 100_000, "50 is the default");

    /// <summary>What σ may be.</summary>
    public static NumberRange Deviations { get; } = NumberRange.From(0, "0.15 is the default");

    /// <summary>n.</summary>
    public int Samples { get; } = (int)SampleCounts.Require(nameof(Samples), Samples);

    /// <summary>σ.</summary>
    public double Deviation { get; } = Deviations.Require(nameof(Deviation), Deviation);

    /// <summary>Its numbers, as results record them.</summary>
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{Samples} samples, deviation {Deviation}, seed {Seed}");
}
