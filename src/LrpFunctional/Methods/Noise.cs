using System.Globalization;
using LanguageExt;
using LrpFunctional.Explanations;

namespace LrpFunctional.Methods;

/// <summary>The Gaussian noise of <see cref="SmoothGrad"/>, the same for the same seed and sentence.</summary>
/// <param name="Samples">n, how often it is drawn, from 1 to 100,000; the most, where a standard error is
/// sought.</param>
/// <param name="Deviation">σ, in parts of the range of the sentence's numbers, from 0 on.</param>
/// <param name="Seed">What it comes from.</param>
/// <exception cref="ArgumentOutOfRangeException">There is less than one sample, or σ is negative or no
/// number.</exception>
public sealed record Noise(int Samples = Noise.UsualSamples, double Deviation = 0.15, int Seed = 0)
{
    /// <summary>n, unless another number is given.</summary>
    public const int UsualSamples = 50;

    /// <summary>The most samples where a standard error is sought, unless another number is given.</summary>
    public const int UsualMost = Rounds.MostTimes * UsualSamples;

    /// <summary>What n may be.</summary>
    public static NumberRange SampleCounts { get; } = NumberRange.Whole(1, 100_000, $"{UsualSamples} is the default");

    /// <summary>What σ may be.</summary>
    public static NumberRange Deviations { get; } = NumberRange.From(0, "0.15 is the default");

    /// <summary>n.</summary>
    public int Samples { get; } = (int)SampleCounts.Require(nameof(Samples), Samples);

    /// <summary>σ.</summary>
    public double Deviation { get; } = Deviations.Require(nameof(Deviation), Deviation);

    /// <summary>The standard error that no word of a sentence is to exceed; else just n samples are drawn.</summary>
    public Option<double> Sought { get; private init; }

    /// <summary>50 samples, then twice as many, until no word of the sentence has a larger standard error.</summary>
    /// <param name="error">The standard error, in the unit of the words' numbers, from 0 on.</param>
    /// <param name="most">The most samples, from 1 to 100,000.</param>
    /// <param name="deviation">σ.</param>
    /// <param name="seed">What it comes from.</param>
    /// <exception cref="ArgumentOutOfRangeException">The error or σ is negative or no number, or there is less than one
    /// sample.</exception>
    public static Noise Until(double error, int most = UsualMost, double deviation = 0.15, int seed = 0) =>
        new(most, deviation, seed) { Sought = Sampled.Errors.Require(nameof(error), error) };

    /// <summary>How many are drawn.</summary>
    internal Rounds Rounds =>
        Sought.Match(error => Methods.Rounds.Until(error, UsualSamples, Samples), () => Methods.Rounds.Of(Samples));

    /// <summary>Its numbers, as results record them.</summary>
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{Rounds.Of("samples")}, deviation {Deviation}, seed {Seed}");
}
