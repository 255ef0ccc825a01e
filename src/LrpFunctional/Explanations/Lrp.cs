using System.Collections.Immutable;
using LrpFunctional.Forward;
using LrpFunctional.Numerics.Kernels;
using LrpFunctional.Relevances;
using LrpFunctional.Rules;

namespace LrpFunctional.Explanations;

/// <summary>Layer-wise relevance propagation: the target's score, shared out over the words (Arras et al. 2017).</summary>
public static class Lrp
{
    /// <summary>LRP with the recommended rules: ε = 0.001, δ = 0.</summary>
    public static Method Default { get; } = With(RuleSet.Default);

    /// <summary>LRP with the given rules.</summary>
    public static Method With(RuleSet rules) => new(
        "lrp",
        new RelevanceWords(rules, IsKeepingFeatures: false),
        (trace, classes) => Pool.PerDimension(Relevance(rules, trace, classes)));

    /// <summary>All messages; they start from R = score for each lane's class and R = 0 for the others.</summary>
    public static NetworkRelevance Relevance(RuleSet rules, Trace trace, ImmutableArray<int> classes) =>
        RelevancePass.Back(rules, trace, Rows.KeepOne(trace.Scores, classes.AsSpan()));
}
