using LrpFunctional.Numerics;

namespace LrpFunctional.Rules;

/// <summary>
/// R_k = R_j with j = k, for sums of as many lower units as upper ones: what a normalisation received goes to the
/// numbers that it normalised (Achtibat et al. 2024, proposition 3.4).
/// </summary>
public static class IdentityRule
{
    /// <summary>The rule; it keeps nothing.</summary>
    public static LinearRule Value { get; } =
        new(
            "identity",
            _ =>
                (_, _, relevance) =>
                    new Shares([relevance], Matrix.Zero(relevance.Rows, 1), Matrix.Zero(relevance.Rows, 1))
        );
}
