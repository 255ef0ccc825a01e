using System.Collections.Immutable;

namespace LrpFunctional.Rules;

/// <summary>The rule sets that are offered ready-made.</summary>
public static class OfferedRuleSets
{
    /// <summary>
    /// Every linear rule with every product rule, with ε = 0.001, γ = 0.25, α = 1 and 2, and δ = 0 and 1 where the rule
    /// has one.
    /// </summary>
    public static ImmutableArray<RuleSet> Offered { get; } =
    [
        .. from epsilon in new[]
        {
            new EpsilonRule(RuleSet.Default.Time.Stabilizer, 0),
            new EpsilonRule(RuleSet.Default.Time.Stabilizer, 1),
        }
        from linear in new[] { epsilon.AsInProgram, epsilon.AsInPaper }.Concat(
            epsilon.BiasFactor == 0 ? WithoutBiasFactor(epsilon.Stabilizer) : []
        )
        from product in ProductRule.Offered
        select RuleSet.Of(linear, product, epsilon),
    ];

    private static IEnumerable<LinearRule> WithoutBiasFactor(Stabilizer stabilizer) =>
        [
            GammaRule.Of(0.25, stabilizer),
            GammaRule.OfPositive(0.25, stabilizer),
            AlphaBetaRule.Of(1, stabilizer),
            AlphaBetaRule.Of(2, stabilizer),
            SquaredWeightsRule.WSquare,
            SquaredWeightsRule.Flat,
        ];
}
