using System.Collections.Immutable;
using LanguageExt;

namespace LrpFunctional.Explanations;

/// <summary>How far an explanation depends on the samples that happened to be drawn.</summary>
/// <param name="StandardErrors">The standard error of each word's number, in its unit (T): 0 where all there is was
/// taken and nothing drawn, NaN where the samples are too few to say.</param>
/// <param name="Samples">How many were drawn; 0 where nothing was.</param>
/// <param name="Sought">The largest standard error that was asked for.</param>
public sealed record Sampled(ImmutableArray<double> StandardErrors, int Samples, Option<double> Sought)
{
    /// <summary>What the largest standard error that is asked for may be.</summary>
    public static NumberRange Errors { get; } =
        NumberRange.From(0, "it has the unit of the relevances: 0.01 is a hundredth of a score of 1");

    /// <summary>The largest standard error, or NaN if one is.</summary>
    public double Largest => StandardErrors.Any(double.IsNaN) ? double.NaN : StandardErrors.Max();

    /// <summary>Whether no standard error is larger than asked for.</summary>
    public bool IsReached => Sought.ForAll(error => Largest <= error);

    /// <summary>Where all there is was taken.</summary>
    internal static Sampled Whole(int words, Option<double> sought) =>
        new([.. Enumerable.Repeat(0.0, words)], 0, sought);

    /// <summary>Two are equal when all that they hold is.</summary>
    public bool Equals(Sampled? other) =>
        other is not null
        && (Samples, Sought) == (other.Samples, other.Sought)
        && StandardErrors.Same(other.StandardErrors);

    /// <summary>A hash over it.</summary>
    public override int GetHashCode() => HashCode.Combine(Samples, Sought, StandardErrors.Hash());
}
