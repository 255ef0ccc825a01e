using System.Collections.Immutable;
using LanguageExt;
using LrpFunctional.Explanations;
using LrpFunctional.Formats.Models;

namespace LrpFunctional.Training.Courses;

/// <summary>How good a network is on sentences that it did not learn.</summary>
/// <param name="Right">The part of them whose class is predicted.</param>
/// <param name="Sides">The part of those of either polarity whose side is predicted, where classes have one.</param>
public sealed record Judgement(double Right, Option<double> Sides)
{
    /// <summary>What the best epoch is chosen by: the classes, and half as much the sides.</summary>
    public double Score => Right + (0.5 * Sides.IfNone(0));

    /// <summary>The judgement of predictions of labelled sentences.</summary>
    public static Judgement Of(IEnumerable<Prediction> predictions, Option<Polarity> polarity)
    {
        ImmutableArray<Prediction> all = [.. predictions];
        double Part(IEnumerable<Prediction> of, Func<Prediction, bool> right) =>
            of.Select(prediction => right(prediction) ? 1.0 : 0.0).DefaultIfEmpty().Average();
        return new Judgement(
            Part(all, prediction => prediction.Sentence.Label.Exists(label => label == prediction.Class)),
            polarity.Map(sides => Part(all.Where(sides.Covers), sides.Agrees))
        );
    }
}
