using System.Collections.Immutable;
using LrpFunctional.Numerics;

namespace LrpFunctional.Rules;

/// <summary>How relevance crosses y = Σ_s α_s v_s with α = softmax(e), an attention.</summary>
public sealed record AttentionRule
{
    private AttentionRule(string name, int factors)
    {
        Name = name;
        Factors = factors;
    }

    /// <summary>Weights are gates, which receive nothing: all to the values (Arras et al. 2017 of gates).</summary>
    public static AttentionRule Gates { get; } = new("gates", 1);

    /// <summary>
    /// Weights and values have half each: α_s v_s R / (2 y + ε sign y). Scores have what the softmax's first-order
    /// expansion gives them, R_e = e ⊙ (R_α − α Σ_s R_α), and what its constant term has stays there (Achtibat et al.
    /// 2024, propositions 3.1 and 3.3).
    /// </summary>
    public static AttentionRule AttnLrp { get; } = new("attnlrp", 2);

    /// <summary>All of them, the default first.</summary>
    public static ImmutableArray<AttentionRule> Offered => [Gates, AttnLrp];

    /// <summary>Its name, as results record it.</summary>
    public string Name { get; }

    /// <summary>Among how many factors of a product its relevance is shared evenly.</summary>
    internal int Factors { get; }

    /// <summary>Whether weights receive anything at all.</summary>
    public bool WeightsReceive => Factors > 1;

    /// <summary>R_e = e ⊙ (R_α − α Σ R_α), the sums being those of each softmax.</summary>
    /// <param name="scores">e.</param>
    /// <param name="weights">α = softmax(e).</param>
    /// <param name="toWeights">R_α.</param>
    /// <param name="sums">The sum over its softmax in the place of each number.</param>
    internal static Matrix OfScores(Matrix scores, Matrix weights, Matrix toWeights, Func<Matrix, Matrix> sums) =>
        scores.Times(toWeights - weights.Times(sums(toWeights)));
}
