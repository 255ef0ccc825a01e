using System.Collections.Immutable;
using System.Globalization;
using LrpFunctional.Numerics;

namespace LrpFunctional.Rules;

/// <summary>
/// The gamma rule: what speaks for the sign of a sum weighs 1 + γ times as much. With c_jk = w_jk x_k, and b_j among
/// them, R_k = Σ_j (c_jk + γ c_jk^±) / Σ_i (c_ji + γ c_ji^±) · R_j, where c^± is what is positive of c for z_j ≥ 0 and
/// what is negative of it for z_j &lt; 0: inputs of either sign (Andéol, Kawakami, Wada, Kanamori, Müller, Montavon
/// 2021).
/// </summary>
public static class GammaRule
{
    /// <summary>What γ may be.</summary>
    public static NumberRange Gammas { get; } = NumberRange.From(0, "0.25 is customary");

    /// <summary>The rule with the given γ, and what keeps the division from zero; δ is 0.</summary>
    /// <exception cref="ArgumentOutOfRangeException">γ is negative or not finite.</exception>
    public static LinearRule Of(double gamma, Stabilizer stabilizer) =>
        new(
            Name("gamma", gamma, stabilizer),
            (gamma, stabilizer),
            sum =>
            {
                Matrix Raised(Matrix weights) => Elementwise.AddScaled(weights, gamma, Elementwise.Relu(weights));
                Matrix Lowered(Matrix weights) => Elementwise.AddScaled(weights, gamma, Elementwise.Fall(weights));
                var (rising, falling) = (SignedSum.Of(sum, Raised, Lowered), SignedSum.Of(sum, Lowered, Raised));
                return (inputs, z, relevance) =>
                {
                    ImmutableArray<Matrix> above = [.. inputs.Select(Elementwise.Relu)],
                        below = [.. inputs.Select(Elementwise.Fall)];
                    var ofRising = relevance.Times(z.Map(value => value >= 0 ? 1 : 0));
                    return rising.Share(stabilizer, above, below, ofRising)
                        + falling.Share(stabilizer, above, below, relevance - ofRising);
                };
            }
        );

    /// <summary>
    /// The form for inputs that are not negative: the epsilon rule with w + γ max(w, 0) and b + γ max(b, 0) in place of
    /// w and b (Montavon, Binder, Lapuschkin, Samek, Müller 2019).
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">γ is negative or not finite.</exception>
    public static LinearRule OfPositive(double gamma, Stabilizer stabilizer) =>
        new(
            Name("gamma-positive", gamma, stabilizer),
            (gamma, stabilizer),
            sum =>
            {
                var favoured = sum.Map(weights => Elementwise.AddScaled(weights, gamma, Elementwise.Relu(weights)));
                var share = new EpsilonRule(stabilizer, 0).AsInProgram.Share(favoured);
                return (inputs, _, relevance) => share(inputs, favoured.Of(inputs), relevance);
            }
        );

    private static string Name(string name, double gamma, Stabilizer stabilizer) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{name}(γ={Gammas.Require(nameof(gamma), gamma)}, ε={stabilizer.Epsilon})"
        );
}
