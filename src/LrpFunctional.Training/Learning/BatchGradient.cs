using System.Collections.Immutable;
using System.Numerics;
using LanguageExt;
using LrpFunctional.Explanations;
using LrpFunctional.Layers;
using LrpFunctional.Numerics;
using LrpFunctional.Passes;
using LrpFunctional.Sequences;
using LrpFunctional.Training.Examples;
using LrpFunctional.Training.Recipes;

namespace LrpFunctional.Training.Learning;

/// <summary>The loss of a minibatch and its gradient by all that is learned.</summary>
/// <param name="Loss">Σ_i w_i L_i / Σ_i w_i over its examples i.</param>
/// <param name="ByLayers">∂L/∂W, layer by layer, in the order of <see cref="ILayerWeights.Learned"/>.</param>
/// <param name="ByVectors">∂L/∂x of each word that stands in it, by its row.</param>
internal sealed record BatchGradient(
    double Loss,
    ImmutableArray<ImmutableArray<Matrix>> ByLayers,
    ImmutableArray<(int Word, Matrix ByVector)> ByVectors
)
{
    /// <summary>The gradient of a minibatch.</summary>
    /// <param name="learner">The network before the step.</param>
    /// <param name="examples">The minibatch.</param>
    /// <param name="loss">How wrong scores are.</param>
    /// <param name="dropouts">What is left out.</param>
    /// <param name="precision">The precision of what the cells do.</param>
    /// <param name="key">Where the random numbers come from.</param>
    /// <param name="threads">With more than one, directions run at the same time.</param>
    public static BatchGradient Of(
        Learner learner,
        ImmutableArray<Example> examples,
        Func<Matrix, Matrix, Loss> loss,
        Dropouts dropouts,
        Precision precision,
        ulong key,
        int threads
    ) =>
        precision == Precision.Bits64
            ? Of<double>(learner, examples, loss, dropouts, key, threads)
            : Of<float>(learner, examples, loss, dropouts, key, threads);

    /// <summary>‖∂L/∂W‖ over all that is learned.</summary>
    public double Norm =>
        Math.Sqrt(ByLayers.SelectMany(layer => layer).Concat(ByVectors.Select(word => word.ByVector)).Sum(SquaredNorm));

    /// <summary>The same, shortened to a norm.</summary>
    /// <param name="norm">The norm, at most.</param>
    /// <param name="own">Its own, <see cref="Norm"/>.</param>
    public BatchGradient ClippedTo(double norm, double own)
    {
        var factor = norm / own;
        return factor >= 1
            ? this
            : this with
            {
                ByLayers = [.. ByLayers.Select(layer => layer.Select(each => factor * each).ToImmutableArray())],
                ByVectors = [.. ByVectors.Select(word => (word.Word, factor * word.ByVector))],
            };
    }

    private static double SquaredNorm(Matrix matrix) => matrix.Times(matrix).RowSums().Span.ToArray().Sum();

    private static BatchGradient Of<T>(
        Learner learner,
        ImmutableArray<Example> examples,
        Func<Matrix, Matrix, Loss> loss,
        Dropouts dropouts,
        ulong key,
        int threads
    )
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var thinning = new Thinning(dropouts.Recurrent, Keys.Of(key, -3, 0));
        var network = learner.InTraining(dropouts, thinning, key);
        var batch = PackedBatch.Of([.. examples.Select(example => InVectors(learner, example.Sentence))]);
        ImmutableArray<Example> lanes = [.. batch.Origins.Select(origin => examples[origin])];
        using var run = Run<T>.Of(network, batch, table: null, Recording.Gates, threads);
        var wrong = loss(run.Scores, MatrixRows.Stack(network.Classes.Length, [.. lanes.Select(lane => lane.Wanted)]));
        var total = lanes.Sum(lane => lane.Weight);
        var shares = Matrix.Of(lanes.Length, 1, [.. lanes.Select(lane => lane.Weight / total)]);
        using var gradient = RunGradient<T>.Of(run, wrong.ByScores.Times(shares.Repeat(network.Classes.Length)));
        return new BatchGradient(
            wrong.Value.Times(shares).Span.ToArray().Sum(),
            WithoutDropouts(learner, gradient.ByWeights, thinning),
            learner.Vectors.IsEmpty ? [] : ByWords(lanes, batch.Packing, gradient.ByInputs)
        );
    }

    private static Sentence InVectors(Learner learner, Sentence sentence) =>
        sentence.Numbers.IsSome
            ? sentence
            : Sentence.Of(
                MatrixRows.Stack(learner.InputSize, [.. sentence.Ids.Select(id => learner.Vectors[id].Values)]),
                Option<int>.None
            );

    private static ImmutableArray<ImmutableArray<Matrix>> WithoutDropouts(
        Learner learner,
        ImmutableArray<ImmutableArray<Matrix>> gradients,
        Thinning thinning
    ) =>
        [
            .. gradients[1..^2]
                .Add(gradients[^1])
                .Select(
                    (layer, number) =>
                        layer
                            .Select(
                                (gradient, at) =>
                                    thinning.Of(learner.Start.Layers[number].Weights, number, at, gradient)
                            )
                            .ToImmutableArray()
                ),
        ];

    private static ImmutableArray<(int Word, Matrix ByVector)> ByWords(
        ImmutableArray<Example> lanes,
        Packing packing,
        Matrix byRows
    )
    {
        var ids = Indices.Pack(packing.Offsets.AsSpan(), lanes.Select(lane => lane.Sentence.Ids).ToArray());
        return
        [
            .. ids.Select((id, row) => (Word: id, Row: row))
                .GroupBy(place => place.Word, place => place.Row)
                .Select(word => (word.Key, MatrixRows.Total(MatrixRows.Gather(byRows, word.ToArray())))),
        ];
    }
}
