using LanguageExt;
using LrpFunctional.Methods;
using LrpFunctional.Numerics;

namespace LrpFunctional.Laboratory.Faithfulness;

/// <summary>Numbers from a Gaussian of mean 0 in place of relevances: what any method must do better than.</summary>
public static class RandomRelevance
{
    /// <summary>The method random.</summary>
    /// <param name="seed">What the numbers come from, with the sentence's own words or numbers.</param>
    public static Method With(int seed) =>
        Method.Of(
            Explainer.RandomName,
            "numbers that know nothing of the network",
            $"seed {seed}",
            new SentenceWords(
                HasFeatures: false,
                (_, sentence, outputs) =>
                {
                    var numbers = RandomNumbers.Normals(Changes.Key(seed, sentence), sentence.Length, 1);
                    return
                    [
                        .. outputs.Select(_ => new SentenceShare(numbers, Option<double>.None, Option<Matrix>.None)),
                    ];
                }
            )
        );
}
