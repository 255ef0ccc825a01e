using LrpFunctional.Explanations;
using LrpFunctional.Methods;
using LrpFunctional.Networks;
using LrpFunctional.Numerics;
using LrpFunctional.Sequences;

namespace LrpFunctional.Tests.Reference;

/// <summary>Explanations by features.</summary>
internal static class Featured
{
    /// <summary>What asks for them.</summary>
    public static ExplainOptions Options { get; } = new(Detail: Detail.Features);

    /// <summary>The numbers of features of an explanation that has them (T × e).</summary>
    public static Matrix FeaturesOrThrow(this Explanation explanation) =>
        explanation.Features.IfNone(() => throw new InvalidOperationException("there are no features"));

    /// <summary>The numbers of features of a sentence and the one output of a target (T × e).</summary>
    public static Matrix Features(this Method method, RecurrentNetwork network, Sentence sentence, Target target) =>
        method.Explain(network, sentence, target, Options).Single().FeaturesOrThrow();
}
