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
        new(string.Create(CultureInfo.InvariantCulture, $"alpha-beta(α={alpha}, β={alpha - 1}, ε={stabilizer.Epsilon})"), (sum, relevance) =>
        {
            var up = Part(sum, Elementwise.Scale(alpha, relevance), stabilizer, Elementwise.Relu, Elementwise.Fall);
            var down = Part(sum, Elementwise.Scale(1 - alpha, relevance), stabilizer, Elementwise.Fall, Elementwise.Relu);
            return new Shares(
                [.. up.ToInputs.Zip(down.ToInputs, Elementwise.Add)],
                Elementwise.Add(up.ToBias, down.ToBias),
                Elementwise.Add(up.ToStabilizer, down.ToStabilizer));
        });

    // Contributions of one sign: weights of that sign times positive inputs, and weights of the other sign times negative ones.
    private static Shares Part(WeightedSum sum, Matrix relevance, Stabilizer stabilizer, Func<Matrix, Matrix> same, Func<Matrix, Matrix> other)
    {
        Matrix Forward(Connection connection) => Elementwise.Add(connection.Forward(same, Elementwise.Relu), connection.Forward(other, Elementwise.Fall));
        var z = sum.Connections.Select(Forward).Aggregate(Absorption.Bias(sum, same), Elementwise.Add);
        var ratio = stabilizer.Ratio(relevance, z);
        Matrix Back(Connection connection) => Elementwise.Add(
            Elementwise.Multiply(Elementwise.Relu(connection.Inputs), connection.Back(same, ratio)),
            Elementwise.Multiply(Elementwise.Fall(connection.Inputs), connection.Back(other, ratio)));
        return new Shares([.. sum.Connections.Select(Back)], Absorption.ByBias(sum, ratio, same), stabilizer.Absorbed(relevance, ratio, z));
    }
}
