using System.Collections.Immutable;
using LanguageExt;
using LrpFunctional.Layers;
using LrpFunctional.Layers.Pointwise;
using LrpFunctional.Layers.Readings;
using LrpFunctional.Layers.Recurrent;
using LrpFunctional.Networks;
using LrpFunctional.Numerics;
using LrpFunctional.Sequences;

namespace LrpFunctional.Tests.Reference;

/// <summary>Networks and sentences of any size, the same for the same seed.</summary>
internal static class RandomNetworks
{
    public const int Words = 11;

    /// <summary>Sizes from 1 up, around and between multiples of the vector width.</summary>
    public static TheoryData<int, int, int, int> Sizes { get; } =
        new()
        {
            // units, input size, classes, directions
            { 1, 1, 1, 1 },
            { 1, 1, 1, 2 },
            { 1, 3, 2, 2 },
            { 2, 1, 5, 2 },
            { 3, 2, 2, 1 },
            { 4, 8, 1, 2 },
            { 5, 7, 3, 2 },
            { 7, 5, 9, 1 },
            { 8, 8, 8, 2 },
            { 9, 16, 4, 2 },
            { 16, 9, 2, 1 },
            { 17, 4, 5, 2 },
            { 24, 24, 3, 2 },
            { 31, 33, 5, 2 },
            { 60, 60, 5, 2 },
        };

    /// <summary>The names of all <see cref="NetworkKinds"/>.</summary>
    public static TheoryData<string> Kinds { get; } = [.. NetworkKinds.All.Keys.Order(StringComparer.Ordinal)];

    public static RecurrentNetwork Create(string kind) => Build(NetworkKinds.All[kind].Weights());

    public static RecurrentNetwork Create(int units, int inputSize, int classes, int directions) =>
        Build(Weights(units, inputSize, classes, directions));

    /// <summary>The same network with other word vectors.</summary>
    public static RecurrentNetwork Create(int units, int inputSize, int classes, int directions, Matrix embedding) =>
        Build(Weights(units, inputSize, classes, directions) with { Embedding = new Weight("embedding", embedding) });

    public static ChainWeights Weights(int units, int inputSize, int classes, int directions)
    {
        var random = new Random(1);
        Weight Next(string name, int rows, int columns) =>
            new(
                name,
                Matrix.Of(
                    rows,
                    columns,
                    [.. Enumerable.Range(0, rows * columns).Select(_ => (random.NextDouble() * 2) - 1)]
                )
            );
        var embedding = Next("embedding", Words, inputSize);
        ImmutableArray<CellWeights> cells =
        [
            .. Enumerable
                .Range(0, directions)
                .Select(direction => new CellWeights(
                    CellKind.Lstm,
                    direction == 0 ? Direction.LeftToRight : Direction.RightToLeft,
                    Next("input", 4 * units, inputSize),
                    Next("recurrent", 4 * units, units),
                    Next("input bias", 1, 4 * units),
                    Next("recurrent bias", 1, 4 * units),
                    Option<Weight>.None,
                    Option<Weight>.None,
                    Option<HardSigmoid>.None
                )),
        ];
        var output = new DenseWeights(
            Next("output", classes, directions * units),
            Next("output bias", 1, classes),
            Activation.None
        );
        return new ChainWeights(embedding, [new RecurrentWeights(cells)], Reading.LastState, [], [output]);
    }

    /// <summary>The network of these weights, its words w0, w1 and so on.</summary>
    public static RecurrentNetwork Build(NetworkWeights weights) =>
        RecurrentNetwork
            .Create(
                "test",
                Vocabulary.Words[..weights.Embedding.Values.Rows],
                Option<string>.None,
                [
                    .. Enumerable
                        .Range(0, weights.Output.Match(output => output.Weights.Values.Rows, () => 0))
                        .Select(index => $"{index}"),
                ],
                weights
            )
            .OrThrow();

    public static Vocabulary Vocabulary { get; } =
        LrpFunctional
            .Networks.Vocabulary.Create(
                "test",
                [.. Enumerable.Range(0, Words).Select(id => $"w{id}")],
                Option<string>.None
            )
            .OrThrow();

    /// <summary>Sentences of the given lengths; now and then a word of zeros.</summary>
    public static ImmutableArray<Sentence> Sentences(int seed, params int[] lengths)
    {
        var random = new Random(seed);
        return
        [
            .. lengths.Select(length =>
            {
                ImmutableArray<int> ids =
                [
                    .. Enumerable.Range(0, length).Select(_ => random.Next(Sentence.ZeroId, Words)),
                ];
                return Sentence.Of([.. ids.Select(id => $"w{id}")], ids, Option<int>.None);
            }),
        ];
    }

    /// <summary>Sentences of the given lengths for a network, of words or of numbers.</summary>
    public static ImmutableArray<Sentence> Sentences(RecurrentNetwork network, int seed, params int[] lengths)
    {
        var random = new Random(seed);
        double[] Next(int count) => [.. Enumerable.Range(0, count).Select(_ => (random.NextDouble() * 2) - 1)];
        return network.ReadsNumbers
            ?
            [
                .. lengths.Select(length =>
                    Sentence.Of(
                        Matrix.Of(length, network.InputSize, [.. Next(length * network.InputSize)]),
                        Option<int>.None
                    )
                ),
            ]
            : Sentences(seed, lengths);
    }
}
