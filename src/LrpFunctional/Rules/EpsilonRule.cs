using System.Globalization;
using LrpFunctional.Numerics;

namespace LrpFunctional.Rules;

/// <summary>
/// The epsilon rule for z_j = Σ_k w_jk x_k + b_j: R_k = Σ_j (w_jk x_k + δ (b_j + ε sign z_j) / N) / (z_j + ε sign z_j)
/// · R_j (Bach et al. 2015; the form of Arras et al.'s program), or with (δ b_j + ε sign z_j) / N in the numerator, as
/// their paper of 2017 prints it.
/// </summary>
public sealed record EpsilonRule
{
    /// <summary>The rule with the given stabilizer and bias factor.</summary>
    /// <exception cref="ArgumentOutOfRangeException">δ is not finite.</exception>
    public EpsilonRule(Stabilizer stabilizer, double biasFactor)
    {
        Stabilizer = stabilizer;
        BiasFactor = BiasFactors.Require(nameof(biasFactor), biasFactor);
    }

    /// <summary>What δ may be.</summary>
    public static NumberRange BiasFactors { get; } = NumberRange.From(double.NegativeInfinity, "0 and 1 are customary");

    /// <summary>What keeps the division from zero.</summary>
    public Stabilizer Stabilizer { get; }

    /// <summary>
    /// δ, the share of bias and stabilizer that is spread over the lower units: 1 conserves relevance, 0 drops it.
    /// </summary>
    public double BiasFactor { get; }

    /// <summary>The rule as the published program has it.</summary>
    public LinearRule AsInProgram => new(Name("epsilon"), this, sum => Share(sum, BiasFactor, BiasFactor));

    /// <summary>The rule as the paper of 2017 prints it: the stabilizer's share is spread whatever δ is.</summary>
    public LinearRule AsInPaper => new(Name("epsilon-2017"), this, sum => Share(sum, BiasFactor, 1));

    private string Name(string name) =>
        string.Create(CultureInfo.InvariantCulture, $"{name}(ε={Stabilizer.Epsilon}, δ={BiasFactor})");

    private Sharing Share(WeightedSum sum, double ofBias, double ofStabilizer) =>
        (inputs, z, relevance) =>
        {
            var ratio = Stabilizer.Ratio(relevance, z);
            var (bias, stabilizer) = (sum.OfBias(ratio), Stabilizer.Absorbed(relevance, ratio, z));
            var share = Elementwise.AddScaled(
                (ofBias / sum.LowerUnits) * bias,
                ofStabilizer / sum.LowerUnits,
                stabilizer
            );
            return new Shares(
                [.. inputs.Zip(sum.Back(ratio), (input, back) => MatrixRows.MultiplyAdd(input, back, share))],
                (1 - ofBias) * bias,
                (1 - ofStabilizer) * stabilizer
            );
        };
}
