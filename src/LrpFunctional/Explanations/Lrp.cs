using System.Collections.Immutable;
using LanguageExt;
using LrpFunctional.Forward;
using LrpFunctional.Numerics.Kernels;
using LrpFunctional.Relevances;
using LrpFunctional.Rules;

namespace LrpFunctional.Explanations;

/// <summary>Layer-wise relevance propagation: the target's score, shared out over the words (Arras et al. 2017).</summary>
public static class Lrp
{
    private const string Name = "lrp";
    private const string Description = "layer-wise relevance propagation";

    /// <summary>LRP with the recommended rules: ε = 0.001, δ = 0.</summary>
    public static Method Default { get; } = With(RuleSet.Default);

    /// <summary>LRP with the given rules.</summary>
    public static Method With(RuleSet rules) => new(
        Name,
        Description,
        rules.Everywhere.Match<IWordMethod>(
            rule => new RelevanceWords(rules, rule, IsKeepingFeatures: false),
            () => BySteps(rules, _ => Option<ImmutableArray<Ledger>>.None)),
        (trace, classes) => Pool.PerDimension(Relevance(rules, trace, classes)));

    /// <summary>LRP with the given rules by its steps, whose explanations also say where the score went; slower than <see cref="With"/>.</summary>
    public static Method WithLedger(RuleSet rules) => new(
        Name,
        Description,
        BySteps(rules, relevance => relevance.Ledgers),
        (trace, classes) => Pool.PerDimension(Relevance(rules, trace, classes)));

    private static TraceWords BySteps(RuleSet rules, Func<NetworkRelevance, Option<ImmutableArray<Ledger>>> ledgers) => new(
        (trace, classes) =>
        {
            var relevance = Relevance(rules, trace, classes);
            return new Attribution(Pool.PerWord(relevance), relevance.Leftover, Ledgers: ledgers(relevance));
        },
        (trace, classes) => Pool.PerDimension(Relevance(rules, trace, classes)),
        IsKeepingFeatures: false);

    /// <summary>All messages; they start from R = score for each lane's class and R = 0 for the others.</summary>
    public static NetworkRelevance Relevance(RuleSet rules, Trace trace, ImmutableArray<int> classes) =>
        RelevancePass.Back(rules, trace, Rows.KeepOne(trace.Scores, classes.AsSpan()));
}
