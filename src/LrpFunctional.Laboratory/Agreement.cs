using System.Collections.Immutable;
using LanguageExt;
using LrpFunctional.Explanations;
using MathNet.Numerics.Statistics;

namespace LrpFunctional.Laboratory;

/// <summary>How far two explanations of the same sentence agree.</summary>
/// <param name="RankCorrelation">
/// Spearman's ρ: the correlation of the words' ranks, equal numbers sharing the mean of their ranks; none where it is
/// undefined, for one word, for words that all have the same number, and for numbers that are not finite.
/// </param>
/// <param name="IsSameTopWord">Whether the same word has the largest number, the first of several.</param>
public sealed record Agreement(Option<double> RankCorrelation, bool IsSameTopWord)
{
    /// <summary>
    /// The agreement of two explanations over what is read of the sentence; which comes first makes no difference.
    /// </summary>
    /// <exception cref="ArgumentException">They have not equally many words.</exception>
    public static Agreement Of(Explanation one, Explanation other) =>
        one.Relevances.Length == other.Relevances.Length
            ? Of(one.RelevancesRead, other.RelevancesRead)
            : throw new ArgumentException(
                $"it has {other.Relevances.Length} words, where {one.Relevances.Length} are expected",
                nameof(other)
            );

    private static Agreement Of(ImmutableArray<double> one, ImmutableArray<double> other) =>
        new(Spearman(one, other), Top(one) == Top(other));

    // The library's correlation with something constant is no number.
    private static Option<double> Spearman(ImmutableArray<double> one, ImmutableArray<double> other) =>
        one.Concat(other).All(double.IsFinite)
            ? Option<double>.Some(Correlation.Spearman(one, other)).Filter(double.IsFinite)
            : Option<double>.None;

    private static int Top(ImmutableArray<double> relevances) => relevances.IndexOf(relevances.Max());
}
