using System.Collections.Immutable;

namespace LrpFunctional.Rules;

/// <summary>A rule set by the name it goes by.</summary>
/// <param name="Name">The name.</param>
/// <param name="Description">What it is, and where it comes from.</param>
/// <param name="BiasFactor">δ, where nobody says another.</param>
/// <param name="Linear">The linear rule everywhere, given ε and δ.</param>
/// <param name="Product">The product rule everywhere.</param>
public sealed record Preset(
    string Name,
    string Description,
    double BiasFactor,
    Func<EpsilonRule, LinearRule> Linear,
    ProductRule Product
)
{
    /// <summary>All there are, the default first.</summary>
    public static ImmutableArray<Preset> All { get; } =
    [
        new(
            "lrp-all",
            "ε-rule, all to the signal (Arras et al. 2017)",
            0,
            epsilon => epsilon.AsInProgram,
            ProductRule.All
        ),
        new(
            "lrp-conserving",
            "the same with δ = 1: words and initial states add up to the score",
            1,
            epsilon => epsilon.AsInProgram,
            ProductRule.All
        ),
        new(
            "lrp-half",
            "ε-rule, half to the gate (Arras et al. 2019)",
            0,
            epsilon => epsilon.AsInProgram,
            ProductRule.Half
        ),
        new(
            "lrp-prop",
            "ε-rule, gate and signal in proportion (Arras et al. 2019)",
            0,
            epsilon => epsilon.AsInProgram,
            ProductRule.Proportional
        ),
        new(
            "lrp-abs",
            "ε-rule, gate and signal in proportion of their absolute values (Arras et al. 2019)",
            0,
            epsilon => epsilon.AsInProgram,
            ProductRule.Absolute
        ),
        new(
            "z-plus",
            "positive contributions only (α = 1), all to the signal (Bach et al. 2015)",
            0,
            epsilon => AlphaBetaRule.Of(1, epsilon.Stabilizer),
            ProductRule.All
        ),
    ];

    /// <summary>The rules with ε = 0.001 and the preset's own δ.</summary>
    public RuleSet Rules => With(RuleSet.Default.Time.Stabilizer, BiasFactor);

    /// <summary>The rules with other numbers.</summary>
    public RuleSet With(Stabilizer stabilizer, double biasFactor)
    {
        var epsilon = new EpsilonRule(stabilizer, biasFactor);
        return RuleSet.Of(Linear(epsilon), Product, epsilon);
    }
}
