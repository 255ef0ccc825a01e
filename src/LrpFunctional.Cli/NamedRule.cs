using System.Collections.Immutable;
using LanguageExt;
using LrpFunctional.Rules;

namespace LrpFunctional.Cli;

/// <summary>A linear rule by the name that options give it.</summary>
/// <param name="Name">The name.</param>
/// <param name="Numbers">The numbers that it has; where a network sums over time, ε and δ matter there by any
/// rule.</param>
/// <param name="Of">The rule with given numbers.</param>
internal sealed record NamedRule(string Name, RuleNumbers.Kinds Numbers, Func<RuleNumbers, LinearRule> Of)
{
    /// <summary>All there are, the default first.</summary>
    public static ImmutableArray<NamedRule> All { get; } =
    [
        new("epsilon", RuleNumbers.Kinds.Epsilon | RuleNumbers.Kinds.BiasFactor, numbers => numbers.Rule.AsInProgram),
        new(
            "epsilon-2017",
            RuleNumbers.Kinds.Epsilon | RuleNumbers.Kinds.BiasFactor,
            numbers => numbers.Rule.AsInPaper
        ),
        new(
            "gamma",
            RuleNumbers.Kinds.Epsilon | RuleNumbers.Kinds.Gamma,
            numbers => GammaRule.Of(numbers.Gamma, numbers.Rule.Stabilizer)
        ),
        new(
            "gamma-positive",
            RuleNumbers.Kinds.Epsilon | RuleNumbers.Kinds.Gamma,
            numbers => GammaRule.OfPositive(numbers.Gamma, numbers.Rule.Stabilizer)
        ),
        new(
            "alpha-beta",
            RuleNumbers.Kinds.Epsilon | RuleNumbers.Kinds.Alpha,
            numbers => AlphaBetaRule.Of(numbers.Alpha, numbers.Rule.Stabilizer)
        ),
        new("w-square", RuleNumbers.Kinds.None, _ => SquaredWeightsRule.WSquare),
        new("flat", RuleNumbers.Kinds.None, _ => SquaredWeightsRule.Flat),
    ];

    /// <summary>The names of the rules that have a number.</summary>
    public static ImmutableArray<string> With(RuleNumbers.Kinds number) =>
        [.. All.Where(rule => rule.Numbers.HasFlag(number)).Select(rule => rule.Name)];

    /// <summary>
    /// Nothing to report if one of these rules has the number, or else the fault of the option that says it.
    /// </summary>
    /// <param name="option">The option.</param>
    /// <param name="number">The number that it says.</param>
    /// <param name="rules">The names of the rules that apply.</param>
    public static Validation<Fault, LanguageExt.Unit> Require(
        string option,
        RuleNumbers.Kinds number,
        IEnumerable<string> rules
    )
    {
        var names = With(number);
        return Validations.Require(
            rules.Any(names.Contains),
            new Fault(
                option,
                $"it is a number of the rule {string.Join(" or ", names)}, which applies nowhere",
                $"leave it out, or add {string.Join(" or ", names.Select(name => $"--rule {name}"))}"
            )
        );
    }
}
