using LanguageExt;
using LrpFunctional.Explanations;
using LrpFunctional.Numerics;

namespace LrpFunctional.Methods;

/// <summary>What a method found for one sentence and class.</summary>
/// <param name="Words">One number for each word (T × 1).</param>
/// <param name="Leftover">What no word was given, for methods that share out a score.</param>
/// <param name="Features">One number for each word and feature (T × e), for methods that have them.</param>
internal sealed record SentenceShare(Matrix Words, Option<double> Leftover, Option<Matrix> Features)
{
    /// <summary>How far it depends on samples, for methods that draw some.</summary>
    public Option<Sampled> Sampled { get; init; }
}
