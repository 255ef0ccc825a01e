using System.Collections.Immutable;
using LrpFunctional.Numerics;

namespace LrpFunctional.Rules;

/// <summary>
/// What became of the relevance of a weighted sum: Σ_j R_j = Σ inputs + bias + stabilizer in each row.
/// </summary>
/// <param name="ToInputs">R of each connection's lower units (n × k each).</param>
/// <param name="ToBias">What stayed on the bias (n × 1).</param>
/// <param name="ToStabilizer">What stayed on the stabilizer, or was lost where a divisor is zero (n × 1).</param>
public sealed record Shares(ImmutableArray<Matrix> ToInputs, Matrix ToBias, Matrix ToStabilizer)
{
    /// <summary>What became of two relevances of the same sum.</summary>
    public static Shares operator +(Shares one, Shares other) =>
        new(
            [.. one.ToInputs.Zip(other.ToInputs, (x, y) => x + y)],
            one.ToBias + other.ToBias,
            one.ToStabilizer + other.ToStabilizer
        );

    /// <summary>Two are equal when all that they hold is.</summary>
    public bool Equals(Shares? other) =>
        other is not null
        && ToInputs.Same(other.ToInputs)
        && ToBias == other.ToBias
        && ToStabilizer == other.ToStabilizer;

    /// <summary>A hash over it.</summary>
    public override int GetHashCode() => HashCode.Combine(ToInputs.Hash(), ToBias, ToStabilizer);
}
