using System.Collections.Immutable;
using LanguageExt;
using LrpFunctional.Explanations;
using LrpFunctional.Numerics;

namespace LrpFunctional.Methods.Interactions;

/// <summary>
/// How much each two words of a sentence spoke together for (positive) or against (negative) one class, or another
/// output, beyond what they said one by one.
/// </summary>
/// <param name="Prediction">The sentence and its scores.</param>
/// <param name="Method">The name of the method.</param>
/// <param name="Target">What is explained: a class, or another quantity made of the scores.</param>
/// <param name="Provenance">What it was made by.</param>
/// <param name="Pairs">I_ij (T × T), symmetric, with zeros on the diagonal, and wherever a mask skips a step.</param>
/// <param name="StandardErrors">Those of I_ij (T × T), where they were drawn.</param>
public sealed record WordInteractions(
    Prediction Prediction,
    string Method,
    Output Target,
    Provenance Provenance,
    Matrix Pairs,
    Option<Matrix> StandardErrors
)
{
    /// <summary>Each pair once, in the order of the words; none of a sentence of one word.</summary>
    public ImmutableArray<WordPair> All =>
        [
            .. PairMatrix
                .Pairs(Pairs.Rows)
                .Select(pair => new WordPair(
                    pair.First,
                    pair.Second,
                    Pairs[pair.First, pair.Second],
                    StandardErrors.Map(errors => errors[pair.First, pair.Second])
                )),
        ];

    /// <summary>At most so many pairs, those of the largest |I_ij| first, the first of equals before the others.</summary>
    public ImmutableArray<WordPair> Strongest(int count) =>
        [.. All.OrderByDescending(pair => Math.Abs(pair.Interaction)).Take(count)];

    /// <summary>
    /// Two are equal when prediction, method, output and numbers are; where they come from does not count.
    /// </summary>
    public bool Equals(WordInteractions? other) =>
        other is not null
        && Prediction == other.Prediction
        && Method == other.Method
        && Target == other.Target
        && Pairs == other.Pairs
        && StandardErrors == other.StandardErrors;

    /// <summary>A hash over prediction, method and target.</summary>
    public override int GetHashCode() => HashCode.Combine(Prediction, Method, Target);
}
