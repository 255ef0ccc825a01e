using System.Collections.Immutable;
using System.Globalization;
using LanguageExt;
using LrpFunctional.Explanations;
using LrpFunctional.Formats.Models;
using LrpFunctional.Networks;
using LrpFunctional.Numerics;
using LrpFunctional.Passes;
using LrpFunctional.Sequences;

namespace LrpFunctional.Formats.Verification;

/// <summary>Our forward pass beside that of a model's origin.</summary>
/// <param name="Difference">The largest difference of any output, in parts of the largest output (or of 1, where all
/// are smaller).</param>
/// <param name="Tolerance">The largest difference that rounding may make.</param>
/// <param name="Outputs">How many outputs were compared.</param>
/// <param name="Match">The way to understand model and record that makes them agree, where their own does not.</param>
public sealed record Verification(double Difference, double Tolerance, int Outputs, Option<Understanding> Match)
{
    /// <summary>Whether our forward pass is the origin's.</summary>
    public bool Holds => Difference <= Tolerance;

    /// <summary>Compares a model with its origin and, if they differ, looks for the variant that does not.</summary>
    /// <param name="model">The model.</param>
    /// <param name="record">What the origin said, after the model's final activation.</param>
    /// <param name="tolerance">The largest difference that rounding may make; a float32 origin rounds at about 1e-7 for
    /// each sum.</param>
    /// <exception cref="FaultException">The record has another number of outputs than the model.</exception>
    public static Verification Of(StoredModel model, OriginRecord record, double tolerance)
    {
        var rows = model.Network.GivesVectors ? record.Inputs.Length : Scores(model.Network, record.Inputs).Count();
        if (record.Outputs.Rows != rows || record.Outputs.Columns != model.OriginOutputs)
        {
            throw new FaultException(
                new Fault(
                    "outputs",
                    $"their shape is {record.Outputs}, where {rows}×{model.OriginOutputs} is expected",
                    "record one row for each sequence and one column for each output"
                )
            );
        }

        var difference = DifferenceOf(model, record);
        var match =
            difference <= tolerance
                ? Option<Understanding>.None
                : Understanding
                    .All(model, record)
                    .Where(other => other.Model.Exists(read => DifferenceOf(read, other.Record) <= tolerance))
                    .HeadOrNone();
        return new Verification(difference, tolerance, record.Outputs.Span.Length, match);
    }

    /// <summary>Nothing to report, or what is wrong and, if it is known, how to mend it.</summary>
    /// <param name="path">The model's path, for messages.</param>
    public Validation<Fault, Unit> Check(string path) =>
        Validations.Require(
            Holds,
            new Fault(
                path,
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"its outputs differ from the origin's by up to {Difference:G3}, where at most "
                        + $"{Tolerance:G3} is rounding"
                ),
                Match.Match(
                    other => other.Remedy,
                    () =>
                        "no other gate order, gate function, reset, reading, place of the biases or probabilities "
                        + "gives them either; check that model and record belong together"
                )
            )
        );

    /// <summary>The largest difference of our outputs from the record's.</summary>
    private static double DifferenceOf(StoredModel model, OriginRecord record)
    {
        var scale = Math.Max(1, record.Outputs.Span.ToArray().Max(Math.Abs));
        var ours = OutputsOf(model, record.Inputs).Span.ToArray();
        var differences = ours.Zip(record.Outputs.Span.ToArray(), (mine, theirs) => Math.Abs(mine - theirs) / scale);
        return differences.Max(difference => double.IsNaN(difference) ? double.PositiveInfinity : difference);
    }

    /// <summary>A model's outputs after its final activation, a row for each vector of scores.</summary>
    internal static Matrix OutputsOf(StoredModel model, ImmutableArray<Sentence> inputs)
    {
        ImmutableArray<double> all = [.. Scores(model.Network, inputs).SelectMany(scores => Final(model, scores))];
        return Matrix.Of(all.Length / model.OriginOutputs, model.OriginOutputs, all);
    }

    private static IEnumerable<ImmutableArray<double>> Scores(
        RecurrentNetwork network,
        ImmutableArray<Sentence> sequences
    ) =>
        network.GivesVectors
            ? network.Predict(sequences).Select(prediction => prediction.Scores)
            : from sequence in sequences
            let scores = ForwardPass.Run(network, sequence).Scores
            from row in Enumerable.Range(0, scores.Rows)
            select scores.Row(row).ToArray().ToImmutableArray();

    // The origin of a binary classifier has the score of class 1 only.
    private static ImmutableArray<double> Final(StoredModel model, ImmutableArray<double> ofClasses)
    {
        var scores = ofClasses[^model.OriginOutputs..];
        var highest = scores.Max();
        return model.Config.Architecture.Probabilities switch
        {
            Probabilities.Softmax =>
            [
                .. scores.Select(score => Math.Exp(score - highest) / scores.Sum(other => Math.Exp(other - highest))),
            ],
            Probabilities.Sigmoid => [.. scores.Select(score => 1 / (1 + Math.Exp(-score)))],
            _ => scores,
        };
    }
}
