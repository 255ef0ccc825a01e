using LanguageExt;
using LrpFunctional.Rules;

namespace LrpFunctional.Laboratory;

/// <summary>Rules of LRP that take part in a sweep.</summary>
/// <param name="Rule">The name of the linear rule.</param>
/// <param name="Product">The name of the product rule.</param>
/// <param name="Epsilon">ε, where the rule has one.</param>
/// <param name="BiasFactor">δ, where the rule has one.</param>
/// <param name="Gamma">γ, where the rule has one.</param>
/// <param name="Alpha">α, where the rule has one.</param>
/// <param name="Rules">All of it, as LRP takes it.</param>
public sealed record Setting(
    string Rule,
    string Product,
    Option<double> Epsilon,
    Option<double> BiasFactor,
    Option<double> Gamma,
    Option<double> Alpha,
    RuleSet Rules
);
