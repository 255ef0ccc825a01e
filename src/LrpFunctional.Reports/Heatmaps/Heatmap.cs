using System.Collections.Immutable;
using LanguageExt;
using LrpFunctional.Explanations;

namespace LrpFunctional.Reports.Heatmaps;

/// <summary>A sentence and its explanations, one strip under another.</summary>
/// <param name="Number">The sentence's number, from 1.</param>
/// <param name="Id">The user's own name for it.</param>
/// <param name="Label">The name of the class that a person gave.</param>
/// <param name="Predicted">The name of the class that was predicted, or a regression's output.</param>
/// <param name="Probability">The probability of that class, for a classifier.</param>
/// <param name="Strips">The explanations, method by method, target by target.</param>
public sealed record Heatmap(
    int Number,
    Option<string> Id,
    Option<string> Label,
    string Predicted,
    Option<double> Probability,
    ImmutableArray<Strip> Strips
)
{
    /// <summary>What people said of it; empty where nobody did.</summary>
    public ImmutableArray<string> Tags { get; init; } = [];

    /// <summary>The explanations of one sentence, strip by strip; those of its prefixes make a triangle.</summary>
    /// <param name="number">The sentence's number, from 1.</param>
    /// <param name="explanations">One or more; what was predicted is said by the last.</param>
    /// <param name="naming">What classes are called.</param>
    /// <param name="granularity">What is drawn as one word.</param>
    /// <param name="merge">How the numbers of its pieces become one.</param>
    /// <exception cref="ArgumentException">There is no explanation.</exception>
    public static Heatmap Of(
        int number,
        ImmutableArray<Explanation> explanations,
        Naming naming,
        Granularity granularity,
        Merge merge
    ) => Of(number, explanations, naming, RowsOf.Runs(granularity, merge));

    /// <summary>The same in other rows.</summary>
    /// <param name="number">The sentence's number, from 1.</param>
    /// <param name="explanations">One or more; what was predicted is said by the last.</param>
    /// <param name="naming">What classes are called.</param>
    /// <param name="rows">What each explanation is drawn as.</param>
    /// <exception cref="ArgumentException">There is no explanation.</exception>
    public static Heatmap Of(int number, ImmutableArray<Explanation> explanations, Naming naming, Rows rows)
    {
        if (explanations.IsEmpty)
            throw new ArgumentException("there is no explanation", nameof(explanations));
        var prediction = explanations[^1].Prediction;
        return new Heatmap(
            number,
            prediction.Sentence.Id,
            prediction.Sentence.Label.Map(naming.Class),
            naming.Predicted(prediction),
            naming.Probability(prediction),
            [
                .. from explanation in explanations
                from row in rows(explanation)
                select Heatmaps.Strips.Of(explanation, naming, row),
            ]
        );
    }

    /// <summary>Two are equal when all that they hold is.</summary>
    public bool Equals(Heatmap? other) =>
        other is not null
        && (Number, Id, Label, Predicted, Probability)
            == (other.Number, other.Id, other.Label, other.Predicted, other.Probability)
        && Tags.SequenceEqual(other.Tags)
        && Strips.SequenceEqual(other.Strips);

    /// <summary>A hash over number and prediction.</summary>
    public override int GetHashCode() => HashCode.Combine(Number, Predicted, Strips.Length);
}
