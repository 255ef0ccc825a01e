using System.Collections.Immutable;
using LanguageExt;
using LrpFunctional.Layers;
using LrpFunctional.Layers.Pointwise;
using LrpFunctional.Layers.Readings;
using LrpFunctional.Layers.Recurrent;
using LrpFunctional.Networks;
using LrpFunctional.Numerics;
using LrpFunctional.Sequences;

namespace LrpFunctional.Training.Recipes;

/// <summary>The network of a recipe: recurrent layers of one kind, a reading, and the scores.</summary>
/// <param name="Cell">The equations of the cells.</param>
/// <param name="Units">The number of units d of each cell.</param>
/// <param name="Layers">How many recurrent layers there are.</param>
/// <param name="Directions">The orders in which each of them reads.</param>
/// <param name="Reading">What is read of the last one's states.</param>
/// <param name="HasOutputBias">Whether the scores have a bias.</param>
public sealed record Architecture(
    CellKind Cell,
    int Units,
    int Layers,
    ImmutableArray<Direction> Directions,
    Reading Reading,
    bool HasOutputBias
)
{
    /// <summary>
    /// Weights before the first step: each uniform within ±1/√d, d the units of what they belong to, biases zero but
    /// for 1 at an LSTM's forget gate (Jozefowicz, Zaremba and Sutskever 2015).
    /// </summary>
    /// <param name="inputSize">The number e of numbers that go in at each step.</param>
    /// <param name="outputs">The number of scores C.</param>
    /// <param name="key">Where the random numbers come from.</param>
    public NetworkWeights Initial(int inputSize, int outputs, ulong key)
    {
        var width = Units * Directions.Length;
        ImmutableArray<ILayerWeights> recurrent =
        [
            .. Enumerable
                .Range(0, Layers)
                .Select(layer => new RecurrentWeights([
                    .. Directions.Select(
                        (direction, at) => Fresh(direction, layer == 0 ? inputSize : width, Keys.Of(key, layer, at))
                    ),
                ])),
        ];
        var scorers = Reading == Reading.Attention ? [Scores(width, 1, Keys.Of(key, -1, 0), false)] : Empty;
        return NetworkWeights.Chain(
            new Weight("input", Matrix.Zero(0, inputSize)),
            [
                .. recurrent,
                new ReadingWeights(Reading, scorers),
                Scores(width, outputs, Keys.Of(key, -2, 0), HasOutputBias),
            ]
        );
    }

    private static ImmutableArray<DenseWeights> Empty => [];

    private static DenseWeights Scores(int inputs, int outputs, ulong key, bool hasBias) =>
        new(
            new Weight("output weights", RandomNumbers.Uniform(key, outputs, inputs, 1 / Math.Sqrt(inputs))),
            hasBias ? new Weight("output bias", Matrix.Zero(1, outputs)) : Option<Weight>.None,
            Activation.None
        );

    private CellWeights Fresh(Direction direction, int inputs, ulong key)
    {
        var gates =
            Cell == CellKind.Lstm ? 4
            : Cell == CellKind.Simple ? 1
            : 3;
        var (rows, bound) = (gates * Units, 1 / Math.Sqrt(Units));
        Weight Of(string name, int columns, int place) =>
            new(name, RandomNumbers.Uniform(Keys.Of(key, place, 0), rows, columns, bound));
        ImmutableArray<double> biases =
        [
            .. Enumerable.Range(0, rows).Select(row => Cell == CellKind.Lstm && row / Units == 1 ? 1.0 : 0.0),
        ];
        return new CellWeights(
            Cell,
            direction,
            Of("input weights", inputs, 0),
            Of("recurrent weights", Units, 1),
            new Weight("input bias", Matrix.Of(1, rows, biases)),
            new Weight("recurrent bias", Matrix.Zero(1, rows)),
            Option<Weight>.None,
            Option<Weight>.None,
            Option<HardSigmoid>.None
        );
    }
}
