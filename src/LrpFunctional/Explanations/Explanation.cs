using System.Collections.Immutable;
using LanguageExt;

namespace LrpFunctional.Explanations;

/// <summary>How much each word spoke for (positive) or against (negative) one class.</summary>
/// <param name="Prediction">The sentence and its scores.</param>
/// <param name="Method">The name of the method.</param>
/// <param name="Target">The class explained, counted from 0.</param>
/// <param name="Words">One number for each word (T).</param>
/// <param name="Leftover">What stayed on the initial state, for methods that share out the score.</param>
public sealed record Explanation(Prediction Prediction, string Method, int Target, ImmutableArray<double> Words, Option<double> Leftover)
{
    /// <summary>Σ words + leftover; with LRP and δ = 1 this is the target's score.</summary>
    public double Total => Words.Sum() + Leftover.IfNone(0);
}
