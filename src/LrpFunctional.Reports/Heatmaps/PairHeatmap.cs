using System.Collections.Immutable;
using LanguageExt;
using LrpFunctional.Methods.Interactions;

namespace LrpFunctional.Reports.Heatmaps;

/// <summary>A sentence and what its words do together, one square under another.</summary>
/// <param name="Number">The sentence's number, from 1.</param>
/// <param name="Id">The user's own name for it.</param>
/// <param name="Label">The name of the class that a person gave.</param>
/// <param name="Predicted">The name of the class that was predicted, or a regression's output.</param>
/// <param name="Probability">The probability of that class, for a classifier.</param>
/// <param name="Grids">The squares, method by method, target by target.</param>
public sealed record PairHeatmap(
    int Number,
    Option<string> Id,
    Option<string> Label,
    string Predicted,
    Option<double> Probability,
    ImmutableArray<PairGrid> Grids
)
{
    /// <summary>The interactions of one sentence.</summary>
    /// <param name="number">The sentence's number, from 1.</param>
    /// <param name="found">One or more, all of the same sentence.</param>
    /// <param name="naming">What classes are called.</param>
    /// <exception cref="ArgumentException">There are none.</exception>
    public static PairHeatmap Of(int number, ImmutableArray<WordInteractions> found, Naming naming)
    {
        if (found.IsEmpty)
            throw new ArgumentException("there are no interactions", nameof(found));
        var prediction = found[0].Prediction;
        return new PairHeatmap(
            number,
            prediction.Sentence.Id,
            prediction.Sentence.Label.Map(naming.Class),
            naming.Predicted(prediction),
            naming.Probability(prediction),
            [.. found.Select(one => PairGrid.Of(one, naming))]
        );
    }

    /// <summary>Two are equal when all that they hold is.</summary>
    public bool Equals(PairHeatmap? other) =>
        other is not null
        && (Number, Id, Label, Predicted, Probability)
            == (other.Number, other.Id, other.Label, other.Predicted, other.Probability)
        && Grids.SequenceEqual(other.Grids);

    /// <summary>A hash over number and prediction.</summary>
    public override int GetHashCode() => HashCode.Combine(Number, Predicted, Grids.Length);
}
