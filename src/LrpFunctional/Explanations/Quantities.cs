using System.Collections.Immutable;
using LrpFunctional.Networks;
using LrpFunctional.Numerics;
using LrpFunctional.Numerics.Kernels;
using LrpFunctional.Sequences;

namespace LrpFunctional.Explanations;

/// <summary>Scores and probabilities of a class, and their derivatives, always in float64.</summary>
internal static class Quantities
{
    /// <summary>f of each sentence.</summary>
    public static ImmutableArray<double> Values(Quantity quantity, RecurrentNetwork network, IEnumerable<Sentence> sentences, int target) =>
        [.. network.Predict(sentences).Select(prediction => Value(quantity, prediction.Scores, target))];

    /// <summary>∂f/∂x of each sentence (T × e).</summary>
    public static IEnumerable<Matrix> Gradients(Quantity quantity, RecurrentNetwork network, IEnumerable<Sentence> sentences, int target) =>
        Runs.Map<double, Matrix>(
            network,
            sentences,
            Recording.Gates,
            run =>
            {
                var scores = run.Head.Scores;
                var (gradient, packing) = (GradientWords.ByInputs(run, Slopes(quantity, scores, Indices.Repeated(target, scores.Rows))), run.Batch.Packing);
                return [.. packing.Lengths.Select((length, lane) => Lanes.OfLane(gradient, packing.Offsets.AsSpan(), lane, length))];
            },
            threads: 1,
            CancellationToken.None);

    /// <summary>∂f/∂s of each lane's class (n × C): 1 for the score of the class, p_c (1 − p_c) and −p_c p_j for its probability.</summary>
    public static Matrix Slopes(Quantity quantity, Matrix scores, ImmutableArray<int> classes)
    {
        var ones = Rows.KeepOne(Matrix.Constant(scores.Rows, scores.Columns, 1), classes.AsSpan());
        if (quantity == Quantity.Score) return ones;
        var probabilities = Rows.Stack(scores.Columns, [.. Enumerable.Range(0, scores.Rows).Select(lane => Probabilities([.. scores.Row(lane)]))]);
        var ofClasses = Rows.Sums(Rows.KeepOne(probabilities, classes.AsSpan()));
        return Elementwise.Multiply(Rows.Repeat(ofClasses, scores.Columns), Elementwise.Subtract(ones, probabilities));
    }

    private static double Value(Quantity quantity, ImmutableArray<double> scores, int target) =>
        quantity == Quantity.Score ? scores[target] : Probabilities(scores)[0, target];

    /// <summary>Softmax (1 × C).</summary>
    private static Matrix Probabilities(ImmutableArray<double> scores) =>
        Matrix.Of(1, scores.Length, [.. Lanes.Softmax(Matrix.Of(scores.Length, 1, scores), Indices.Same(scores.Length + 1).AsSpan()).Span]);
}
