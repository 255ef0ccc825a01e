using System.Collections.Immutable;
using LrpFunctional.Explanations;

namespace LrpFunctional.Laboratory.Faithfulness.Experiments;

/// <summary>The words of an explanation by their relevance.</summary>
internal static class Ordering
{
    /// <summary>The steps that the network reads, the most relevant first, equal ones in their order.</summary>
    public static ImmutableArray<int> MostFirst(Explanation explanation) =>
        [.. Read(explanation).OrderByDescending(step => explanation.Relevances[step])];

    /// <summary>The steps that the network reads, the least relevant first, equal ones in their order.</summary>
    public static ImmutableArray<int> LeastFirst(Explanation explanation) =>
        [.. Read(explanation).OrderBy(step => explanation.Relevances[step])];

    /// <summary>The steps that the network reads.</summary>
    public static ImmutableArray<int> Read(Explanation explanation) =>
        explanation.Provenance.Network.StepsRead(explanation.Prediction.Sentence);
}
