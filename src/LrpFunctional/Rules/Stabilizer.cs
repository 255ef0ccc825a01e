using LrpFunctional.Numerics;

namespace LrpFunctional.Rules;

/// <summary>
/// Keeps a division away from zero: z + ε sign(z), where sign(z) is +1 for z ≥ 0 and −1 else (Bach et al. 2015).
/// </summary>
public sealed record Stabilizer
{
    /// <summary>A stabilizer of the given strength.</summary>
    /// <exception cref="ArgumentOutOfRangeException">ε is negative or not finite.</exception>
    public Stabilizer(double epsilon) => Epsilon = Epsilons.Require(nameof(epsilon), epsilon);

    /// <summary>What ε may be.</summary>
    public static NumberRange Epsilons { get; } = NumberRange.From(0, "0.001 is customary");

    /// <summary>ε, in the units of a pre-activation.</summary>
    public double Epsilon { get; }

    /// <summary>m = R / (z + ε sign z), element by element; 0 where the divisor is exactly 0.</summary>
    public Matrix Ratio(Matrix relevance, Matrix z) => StabilizedQuotient.Ratio(Epsilon, relevance, z);

    /// <summary>
    /// Σ_j ε sign(z_j) m_j, one number per row: what the stabilizer takes of the relevance, and R_j itself where the
    /// divisor is exactly 0.
    /// </summary>
    public Matrix Absorbed(Matrix relevance, Matrix ratio, Matrix z) =>
        StabilizedQuotient.Absorbed(Epsilon, relevance, ratio, z);
}
