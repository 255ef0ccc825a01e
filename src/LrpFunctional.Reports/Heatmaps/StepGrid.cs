using System.Collections.Immutable;
using LrpFunctional.Numerics;

namespace LrpFunctional.Reports.Heatmaps;

/// <summary>A sequence of numbers as it is drawn: steps across, features down.</summary>
/// <param name="Relevances">The number of each step and feature (T × e).</param>
/// <param name="Values">What the network read there (T × e).</param>
/// <param name="Features">The name of each feature (e).</param>
public sealed record StepGrid(Matrix Relevances, Matrix Values, ImmutableArray<string> Features)
{
    /// <summary>Two are equal when all that they hold is.</summary>
    public bool Equals(StepGrid? other) =>
        other is not null
        && Relevances == other.Relevances
        && Values == other.Values
        && Features.AsSpan().SequenceEqual(other.Features.AsSpan());

    /// <summary>A hash over its numbers.</summary>
    public override int GetHashCode() => HashCode.Combine(Relevances, Values);
}
