using System.Collections.Immutable;
using System.Globalization;
using LrpFunctional.Numerics;
using LrpFunctional.Numerics.Kernels;

namespace LrpFunctional.Rules;

/// <summary>
/// The alpha-beta rule: R_k = Σ_j (α (w_jk x_k)⁺ / z_j⁺ − β (w_jk x_k)⁻ / z_j⁻) R_j with z⁺ and z⁻ the sums of all positive and all negative
/// contributions, the bias among them, and α − β = 1 (Bach et al. 2015); α = 1 is z⁺.
/// </summary>
public static class AlphaBetaRule
{
    /// <summary>The rule with the given α and β = α − 1; what has no contribution of the sign that it would go to is lost, and booked on the stabilizer.</summary>
    public static LinearRule Of(double alpha, Stabilizer stabilizer) =>
        new(string.Create(CultureInfo.InvariantCulture, $"alpha-beta(α={alpha}, β={alpha - 1}, ε={stabilizer.Epsilon})"), sum =>
        {
            var (rising, falling) = (sum.Map(Elementwise.Relu), sum.Map(Elementwise.Fall));
            var (risingWeights, fallingWeights) = (rising with { Bias = [] }, falling with { Bias = [] });
            return (inputs, _, relevance) =>
            {
                ImmutableArray<Matrix> above = [.. inputs.Select(Elementwise.Relu)], below = [.. inputs.Select(Elementwise.Fall)];
                var up = Part(stabilizer, (rising, above), (fallingWeights, below), alpha * relevance);
                var down = Part(stabilizer, (falling, above), (risingWeights, below), (1 - alpha) * relevance);
                return new Shares([.. up.ToInputs.Zip(down.ToInputs, Elementwise.Add)], up.ToBias + down.ToBias, up.ToStabilizer + down.ToStabilizer);
            };
        });

    // Contributions of one sign: weights of that sign times positive inputs, and weights of the other sign times negative ones.
    private static Shares Part(
        Stabilizer stabilizer, (WeightedSum Sum, ImmutableArray<Matrix> Inputs) same, (WeightedSum Sum, ImmutableArray<Matrix> Inputs) other, Matrix relevance)
    {
        var z = same.Sum.Of(same.Inputs) + other.Sum.Of(other.Inputs);
        var ratio = stabilizer.Ratio(relevance, z);
        IEnumerable<Matrix> Back((WeightedSum Sum, ImmutableArray<Matrix> Inputs) part) => part.Inputs.Zip(part.Sum.Back(ratio), Elementwise.Multiply);
        return new Shares([.. Back(same).Zip(Back(other), Elementwise.Add)], same.Sum.OfBias(ratio), stabilizer.Absorbed(relevance, ratio, z));
    }
}
