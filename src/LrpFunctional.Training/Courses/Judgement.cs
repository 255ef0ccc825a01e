using System.Collections.Immutable;
using LanguageExt;
using LrpFunctional.Explanations;
using LrpFunctional.Formats.Models;

namespace LrpFunctional.Training.Courses;

/// <summary>How good a network is on what it did not learn.</summary>
public abstract record Judgement
{
    private Judgement() { }

    /// <summary>What the best epoch is chosen by: the larger, the better.</summary>
    public abstract double Score { get; }

    /// <summary>How good it is at classes, chosen by these, and half as much by the sides.</summary>
    /// <param name="Right">The part of the sentences whose class is predicted.</param>
    /// <param name="Sides">The part of those of either polarity whose side is predicted, where classes have
    /// one.</param>
    public sealed record OfClasses(double Right, Option<double> Sides) : Judgement
    {
        /// <inheritdoc/>
        public override double Score => Right + (0.5 * Sides.IfNone(0));
    }

    /// <summary>How good it is at a number.</summary>
    /// <param name="SquaredError">1/n Σ_i (s_i − y_i)².</param>
    public sealed record OfNumbers(double SquaredError) : Judgement
    {
        /// <inheritdoc/>
        public override double Score => -SquaredError;
    }

    /// <summary>The judgement of predictions of labelled sentences.</summary>
    public static Judgement Of(IEnumerable<Prediction> predictions, Option<Polarity> polarity)
    {
        ImmutableArray<Prediction> all = [.. predictions];
        double Part(IEnumerable<Prediction> of, Func<Prediction, bool> right) =>
            of.Select(prediction => right(prediction) ? 1.0 : 0.0).DefaultIfEmpty().Average();
        return new OfClasses(
            Part(all, prediction => prediction.Sentence.Label.Exists(label => label == prediction.Class)),
            polarity.Map(sides => Part(all.Where(sides.Covers), sides.Agrees))
        );
    }

    /// <summary>The judgement of predictions of one number each.</summary>
    /// <param name="predictions">The predictions.</param>
    /// <param name="wanted">The number that is wanted of each.</param>
    public static Judgement Of(IEnumerable<Prediction> predictions, ImmutableArray<double> wanted) =>
        new OfNumbers(
            predictions.Zip(wanted, (prediction, number) => Math.Pow(prediction.Scores[0] - number, 2)).Average()
        );
}
