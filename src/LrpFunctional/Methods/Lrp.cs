using System.Collections.Immutable;
using LanguageExt;
using LrpFunctional.Explanations;
using LrpFunctional.Numerics;
using LrpFunctional.Passes;
using LrpFunctional.Rules;

namespace LrpFunctional.Methods;

/// <summary>
/// Layer-wise relevance propagation: the target's score, shared out over the words (Arras et al. 2017).
/// </summary>
public static class Lrp
{
    /// <summary>LRP with the recommended rules: ε = 0.001, δ = 0.</summary>
    public static Method Default { get; } = With(RuleSet.Default);

    /// <summary>LRP with the given rules.</summary>
    public static Method With(RuleSet rules) =>
        Of(
            rules,
            rules.Known.Any(layer => layer.Quick.IsSome)
                ? new RelevanceWords(rules)
                : BySteps(rules, (_, found) => found)
        );

    /// <summary>
    /// LRP with the given rules by its steps, whose explanations also say where the score went; slower than
    /// <see cref="With"/>.
    /// </summary>
    public static Method WithLedger(RuleSet rules) => Of(rules, BySteps(rules, Accounted));

    /// <summary>
    /// LRP with the given rules by its steps, whose explanations also say what arrived at h and c of each step of each
    /// recurrent layer, and where the score went.
    /// </summary>
    public static Method WithStates(RuleSet rules) =>
        Of(rules, BySteps(rules, (relevance, found) => Accounted(relevance, found) with { States = relevance.States }));

    /// <summary>
    /// All messages; they start from R = score for each lane's class, minus that of the other class in a contrast, and
    /// R = 0 for the others.
    /// </summary>
    /// <exception cref="NotSupportedException">An output is no score, nor the difference of two.</exception>
    public static NetworkRelevance Relevance(RuleSet rules, Trace trace, ImmutableArray<Output> outputs) =>
        RelevancePass.Back(rules, trace, Start(outputs, trace.Scores));

    /// <summary>The relevance of the scores (n × C).</summary>
    internal static Matrix Start(ImmutableArray<Output> outputs, Matrix scores) =>
        OutputSlopes.Weights("LRP", outputs, scores).Times(scores);

    private static Method Of(RuleSet rules, IWordMethod words) =>
        Method.Of("lrp", "layer-wise relevance propagation", rules.Name, words);

    private static Attribution Accounted(NetworkRelevance relevance, Attribution found) =>
        found with
        {
            Ledgers = relevance.Ledgers,
        };

    private static TraceWords BySteps(RuleSet rules, Func<NetworkRelevance, Attribution, Attribution> more) =>
        new(
            HasFeatures: true,
            trace =>
                (outputs, detail) =>
                {
                    var relevance = Relevance(rules, trace, outputs);
                    return more(relevance, new Attribution(Pool.PerWord(relevance), relevance.Leftover))
                        .With(detail, () => Pool.PerFeature(relevance));
                }
        );
}
