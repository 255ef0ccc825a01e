using System.Collections.Immutable;
using System.Globalization;
using LrpFunctional.Numerics;

namespace LrpFunctional.Rules;

/// <summary>
/// The alpha-beta rule: R_k = Σ_j (α (w_jk x_k)⁺ / z_j⁺ − β (w_jk x_k)⁻ / z_j⁻) R_j with z⁺ and z⁻ the sums of all
/// positive and all negative contributions, the bias among them, and α − β = 1 (Bach et al. 2015); α = 1 is z⁺.
/// </summary>
public static class AlphaBetaRule
{
    /// <summary>What α may be.</summary>
    public static NumberRange Alphas { get; } = NumberRange.From(1, "1 and 2 are customary");

    /// <summary>
    /// The rule with the given α and β = α − 1; what has no contribution of the sign that it would go to is lost, and
    /// booked on the stabilizer.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">α is below 1 or not finite.</exception>
    public static LinearRule Of(double alpha, Stabilizer stabilizer)
    {
        var beta = Alphas.Require(nameof(alpha), alpha) - 1;
        return new(
            string.Create(CultureInfo.InvariantCulture, $"alpha-beta(α={alpha}, β={beta}, ε={stabilizer.Epsilon})"),
            (alpha, stabilizer),
            sum =>
            {
                var rising = SignedSum.Of(sum, Elementwise.Relu, Elementwise.Fall);
                var falling = SignedSum.Of(sum, Elementwise.Fall, Elementwise.Relu);
                return (inputs, _, relevance) =>
                {
                    ImmutableArray<Matrix> above = [.. inputs.Select(Elementwise.Relu)],
                        below = [.. inputs.Select(Elementwise.Fall)];
                    return rising.Share(stabilizer, above, below, alpha * relevance)
                        + falling.Share(stabilizer, above, below, -beta * relevance);
                };
            }
        );
    }
}
