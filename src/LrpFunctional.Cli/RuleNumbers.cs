using LrpFunctional.Rules;

namespace LrpFunctional.Cli;

/// <summary>The numbers of all rules.</summary>
/// <param name="Rule">ε and δ.</param>
/// <param name="Gamma">γ.</param>
/// <param name="Alpha">α.</param>
internal sealed record RuleNumbers(EpsilonRule Rule, double Gamma, double Alpha)
{
    /// <summary>Some of them.</summary>
    [Flags]
    public enum Kinds
    {
        None = 0,
        Epsilon = 1,
        BiasFactor = 2,
        Gamma = 4,
        Alpha = 8,
    }
}
