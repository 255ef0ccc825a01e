using System.Collections.Immutable;
using LrpFunctional.Explanations;

namespace LrpFunctional.Formats.Models;

/// <summary>Which classes count as negative and which as positive; sentences of other classes are left out.</summary>
public sealed record Polarity(ImmutableArray<int> Negative, ImmutableArray<int> Positive)
{
    /// <summary>Whether the sentence's label belongs to either side.</summary>
    public bool Covers(Prediction prediction) =>
        prediction.Sentence.Label.Exists(label => Negative.Contains(label) || Positive.Contains(label));

    /// <summary>Whether the softmax probabilities of the label's side add up to more than those of the other.</summary>
    public bool Agrees(Prediction prediction)
    {
        var highest = prediction.Scores.Max();
        double Mass(ImmutableArray<int> side) => side.Sum(index => Math.Exp(prediction.Scores[index] - highest));
        return prediction.Sentence.Label.Exists(Positive.Contains) == Mass(Positive) > Mass(Negative);
    }
}
