using System.Collections.Immutable;
using LrpFunctional.Rules;

namespace LrpFunctional.Cli;

/// <summary>A linear rule by the name that options give it.</summary>
/// <param name="Name">The name.</param>
/// <param name="Numbers">The numbers that it has; where a network sums over time, ε and δ matter there by any rule.</param>
/// <param name="Of">The rule with given numbers.</param>
internal sealed record NamedRule(string Name, RuleNumbers.Kinds Numbers, Func<RuleNumbers, LinearRule> Of)
{
    /// <summary>All there are, the default first.</summary>
    public static ImmutableArray<NamedRule> All { get; } =
    [
        new("epsilon", RuleNumbers.Kinds.Epsilon | RuleNumbers.Kinds.BiasFactor, numbers => numbers.Rule.AsInProgram),
        new("epsilon-2017", RuleNumbers.Kinds.Epsilon | RuleNumbers.Kinds.BiasFactor, numbers => numbers.Rule.AsInPaper),
        new("gamma", RuleNumbers.Kinds.Epsilon | RuleNumbers.Kinds.Gamma, numbers => GammaRule.Of(numbers.Gamma, numbers.Rule.Stabilizer)),
        new("alpha-beta", RuleNumbers.Kinds.Epsilon | RuleNumbers.Kinds.Alpha, numbers => AlphaBetaRule.Of(numbers.Alpha, numbers.Rule.Stabilizer)),
        new("w-square", RuleNumbers.Kinds.None, _ => SquaredWeightsRule.WSquare),
        new("flat", RuleNumbers.Kinds.None, _ => SquaredWeightsRule.Flat),
    ];
}
