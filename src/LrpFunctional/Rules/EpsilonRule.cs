using LrpFunctional.Numerics;
using LrpFunctional.Numerics.Kernels;

namespace LrpFunctional.Rules;

/// <summary>
/// The epsilon rule for z_j = Σ_k w_jk x_k + b_j:
/// R_k = Σ_j (w_jk x_k + δ (b_j + ε sign z_j) / N) / (z_j + ε sign z_j) · R_j (Bach et al. 2015; Arras et al. 2017, their program's form).
/// </summary>
public sealed record EpsilonRule
{
    /// <summary>The rule with the given stabilizer and bias factor.</summary>
    /// <exception cref="ArgumentOutOfRangeException">δ is not finite.</exception>
    public EpsilonRule(Stabilizer stabilizer, double biasFactor)
    {
        Stabilizer = stabilizer;
        BiasFactor = double.IsFinite(biasFactor)
            ? biasFactor
            : throw new ArgumentOutOfRangeException(nameof(biasFactor), biasFactor, "the bias factor is a finite number");
    }

    /// <summary>What keeps the division from zero.</summary>
    public Stabilizer Stabilizer { get; }

    /// <summary>δ, the share of bias and stabilizer that is spread over the lower units: 1 conserves relevance, 0 drops it.</summary>
    public double BiasFactor { get; }

    /// <summary>What the upper units' relevance R (n × m) sends down, given their pre-activations z (n × m).</summary>
    /// <param name="relevance">R of the upper units.</param>
    /// <param name="z">The whole sum over all incoming connections.</param>
    /// <param name="bias">b (m), or empty for a sum without.</param>
    /// <param name="lowerUnits">N, the number of lower units that feed z over all incoming connections.</param>
    public RelevanceMessage Send(Matrix relevance, Matrix z, ReadOnlySpan<double> bias, int lowerUnits)
    {
        var ratio = Stabilizer.Ratio(relevance, z);
        var share = BiasFactor == 0
            ? Matrix.Zero(z.Rows, 1)
            : Elementwise.Scale(BiasFactor / lowerUnits, Stabilizer.Absorbed(ratio, z, bias));
        return new RelevanceMessage(ratio, share);
    }
}
