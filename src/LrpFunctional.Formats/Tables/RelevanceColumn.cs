using System.Collections.Immutable;
using LanguageExt;
using LrpFunctional.Explanations;

namespace LrpFunctional.Formats.Tables;

/// <summary>A column behind the relevance of each row that says more of it; a cell without a number is empty.</summary>
/// <param name="Name">The column's name.</param>
/// <param name="Of">What it says of the row at a place, given the relevances of all rows of an explanation.</param>
public sealed record RelevanceColumn(
    string Name,
    Func<Explanation, ImmutableArray<double>, Func<int, Option<double>>> Of
)
{
    /// <summary>R / Σ|R| over the rows of the explanation; empty where all of them are 0.</summary>
    public static RelevanceColumn Share { get; } =
        new(
            "share",
            (_, relevances) =>
            {
                var total = relevances.Sum(Math.Abs);
                return at => Finite(relevances[at] / total);
            }
        );

    /// <summary>R / f, f being what is explained; empty where f is 0.</summary>
    public static RelevanceColumn PerScore { get; } =
        new(
            "per_score",
            (explanation, relevances) =>
            {
                var value = explanation.Value;
                return at => Finite(relevances[at] / value);
            }
        );

    /// <summary>
    /// The standard error of R, for rows of words or steps; empty where nothing is sampled, or too little to say.
    /// </summary>
    public static RelevanceColumn StandardError { get; } =
        new(
            "standard_error",
            (explanation, _) => at => explanation.Sampled.Bind(sampled => Finite(sampled.StandardErrors[at]))
        );

    /// <summary>All of them.</summary>
    public static ImmutableArray<RelevanceColumn> Offered { get; } = [Share, PerScore, StandardError];

    private static Option<double> Finite(double number) => double.IsFinite(number) ? number : Option<double>.None;
}
