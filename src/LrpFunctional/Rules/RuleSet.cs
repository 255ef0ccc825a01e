namespace LrpFunctional.Rules;

/// <summary>Which rule applies where: one to all weighted sums, one to all products of gate and signal.</summary>
public sealed record RuleSet(EpsilonRule Linear, ProductRule Product)
{
    /// <summary>ε = 0.001, δ = 0, all relevance to the signal: what Arras et al. 2017 recommend.</summary>
    public static RuleSet Default { get; } = Epsilon(0.001, 0);

    /// <summary>The epsilon rule with the given ε and bias factor δ, all relevance to the signal.</summary>
    public static RuleSet Epsilon(double epsilon, double biasFactor) => new(new EpsilonRule(new Stabilizer(epsilon), biasFactor), ProductRule.All);
}
