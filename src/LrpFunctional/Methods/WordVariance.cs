using System.Collections.Immutable;
using LanguageExt;
using LrpFunctional.Explanations;
using LrpFunctional.Networks;
using LrpFunctional.Numerics;
using LrpFunctional.Sequences;

namespace LrpFunctional.Methods;

/// <summary>
/// Variance as saliency: R_t = 1/e Σ_k (x_tk − 1/T Σ_s x_sk)², how far a word lies from the mean of its sentence's
/// words, whatever the network makes of it (Li, Chen, Hovy, Jurafsky 2016).
/// </summary>
public static class WordVariance
{
    /// <summary>The method saliency-variance.</summary>
    public static Method Default { get; } =
        Method.Of(
            "saliency-variance",
            "how far the word's vector lies from the mean of its sentence",
            "",
            new SentenceWords(HasFeatures: true, Shares)
        ) with
        {
            IsSigned = false,
        };

    private static ImmutableArray<SentenceShare> Shares(
        RecurrentNetwork network,
        Sentence sentence,
        ImmutableArray<Output> outputs
    )
    {
        Changes.RequireNoStatic(network, "saliency-variance takes the mean of the steps");
        var vectors = Changes.Vectors(network, sentence);
        var away = vectors - MatrixRows.Gather(Changes.Mean(vectors), Indices.Repeated(0, vectors.Rows).AsSpan());
        var features = (1.0 / vectors.Columns) * away.Times(away);
        return [.. outputs.Select(_ => new SentenceShare(features.RowSums(), Option<double>.None, features))];
    }
}
