using System.Collections.Immutable;
using LanguageExt;
using LrpFunctional.Layers;
using LrpFunctional.Layers.Pointwise.Dropouts;
using LrpFunctional.Networks;
using LrpFunctional.Numerics;
using LrpFunctional.Training.Recipes;

namespace LrpFunctional.Training.Learning;

/// <summary>A network between two steps of its training, with what the optimiser remembers.</summary>
/// <param name="Start">The layers with the numbers that they started from; they read numbers.</param>
/// <param name="Layers">What is learned of each layer, none in the place of what a layer does not have.</param>
/// <param name="Vectors">The vector of each word (1 × e); none for a network that reads numbers.</param>
/// <param name="Step">How many steps were taken.</param>
public sealed record Learner(
    NetworkWeights Start,
    ImmutableArray<ImmutableArray<Option<Learned>>> Layers,
    ImmutableArray<Learned> Vectors,
    int Step
)
{
    /// <summary>Before the first step.</summary>
    /// <param name="weights">The layers, which read numbers.</param>
    /// <param name="vectors">The word vectors (V × e), or no rows.</param>
    public static Learner Of(NetworkWeights weights, Matrix vectors) =>
        new(
            weights,
            [
                .. weights.Layers.Select(placed =>
                    placed
                        .Weights.Learned.Select(weight => weight.Map(own => Learned.Of(own.Values)))
                        .ToImmutableArray()
                ),
            ],
            [.. Enumerable.Range(0, vectors.Rows).Select(row => Learned.Of(vectors.Slice(row, 1)))],
            0
        );

    /// <summary>The numbers e that go in at each step.</summary>
    public int InputSize => Start.Embedding.Values.Columns;

    /// <summary>The network as it is now, over its word vectors where it has such.</summary>
    public NetworkWeights Weights =>
        Changed((_, _, values) => values) with
        {
            Embedding = new Weight(
                "word vectors",
                MatrixRows.Stack(InputSize, [.. Vectors.Select(vector => vector.Values)])
            ),
        };

    /// <summary>
    /// The network as a step works with it, for vectors in the place of words: a dropout in front of its layers and one
    /// in front of the scores, and some entries of each Wh left out.
    /// </summary>
    internal RecurrentNetwork InTraining(Dropouts dropouts, Thinning thinning, ulong key)
    {
        var thinned = Changed((layer, at, values) => thinning.Of(Start.Layers[layer].Weights, layer, at, values));
        ImmutableArray<ILayerWeights> layers =
        [
            new DropoutWeights(dropouts.Inputs, Keys.Of(key, -1, 0)),
            .. thinned.Layers[..^1].Select(placed => placed.Weights),
            new DropoutWeights(dropouts.States, Keys.Of(key, -2, 0)),
            thinned.Layers[^1].Weights,
        ];
        return RecurrentNetwork
            .Create(
                "training",
                [],
                Option<string>.None,
                [
                    .. Enumerable
                        .Range(0, thinned.Output.Match(scores => scores.Weights.Values.Rows, () => 0))
                        .Select(at => $"{at}"),
                ],
                NetworkWeights.Chain(Start.Embedding, layers)
            )
            .OrThrow();
    }

    /// <summary>After one more step.</summary>
    /// <param name="gradient">∂L/∂W of all that is learned.</param>
    /// <param name="optimiser">How it changes what is learned.</param>
    /// <param name="rate">The learning rate.</param>
    /// <param name="vectorRate">That of word vectors.</param>
    internal Learner After(BatchGradient gradient, Optimiser optimiser, double rate, double vectorRate)
    {
        var step = Step + 1;
        var vectors = Vectors.ToBuilder();
        foreach (var (word, byVector) in gradient.ByVectors)
            vectors[word] = optimiser.After(vectors[word], byVector, vectorRate, step);
        return this with
        {
            Layers =
            [
                .. Layers.Zip(
                    gradient.ByLayers,
                    (layer, byLayer) =>
                        layer
                            .Zip(
                                byLayer,
                                (learned, byWeights) => learned.Map(own => optimiser.After(own, byWeights, rate, step))
                            )
                            .ToImmutableArray()
                ),
            ],
            Vectors = vectors.ToImmutable(),
            Step = step,
        };
    }

    private NetworkWeights Changed(Func<int, int, Matrix, Matrix> change) =>
        Start with
        {
            Layers =
            [
                .. Start.Layers.Select(
                    (placed, layer) =>
                        placed with
                        {
                            Weights = placed.Weights.WithLearned([
                                .. Layers[layer]
                                    .Select(
                                        (learned, at) =>
                                            learned.Match(own => change(layer, at, own.Values), () => Matrix.Zero(0, 0))
                                    ),
                            ]),
                        }
                ),
            ],
        };

    /// <summary>Two are equal when all that they hold is.</summary>
    public bool Equals(Learner? other) =>
        other is not null
        && Step == other.Step
        && Vectors.Same(other.Vectors)
        && Start == other.Start
        && Layers.Length == other.Layers.Length
        && Layers.Zip(other.Layers, (one, two) => one.Same(two)).All(same => same);

    /// <summary>A hash over it.</summary>
    public override int GetHashCode() => HashCode.Combine(Step, Vectors.Hash());
}
