using System.Collections.Immutable;
using LanguageExt;
using LrpFunctional.Formats.Models;
using LrpFunctional.Formats.Sentences;
using LrpFunctional.Layers;
using LrpFunctional.Layers.Pointwise;
using LrpFunctional.Layers.Readings;
using LrpFunctional.Layers.Recurrent;
using LrpFunctional.Networks;
using LrpFunctional.Numerics;
using LrpFunctional.Sequences;

namespace LrpFunctional.Benchmarks;

/// <summary>What is measured: the default model and sentences, and networks and sequences of any size.</summary>
internal static class Subjects
{
    private const int Words = 1000;

    public static string Root { get; } = FindRoot(AppContext.BaseDirectory);

    public static RecurrentNetwork DefaultNetwork() => ModelFiles.Read(Path.Combine(Root, "model")).OrThrow().Network;

    /// <summary>The SST test set where it lies beside the checkout, else the default test set.</summary>
    public static ImmutableArray<Sentence> TestSet(RecurrentNetwork network)
    {
        var path = File.Exists(Peers.TestSet) ? Peers.TestSet : Path.Combine(Root, "data", "sentences.txt");
        using var reader = File.OpenText(path);
        return [.. SentenceFile.Read(path, reader, network, network.Vocabulary.UnknownWord)];
    }

    /// <summary>
    /// A bidirectional network of this many units, word vectors as long, five classes, small random weights.
    /// </summary>
    public static RecurrentNetwork Network(int units, int layers = 1) => Network(units, Words, units, layers);

    /// <summary>The same over sequences of numbers, as many at each step as a layer has units.</summary>
    public static RecurrentNetwork OverNumbers(int units, int layers) => Network(units, 0, 2 * units, layers);

    private static RecurrentNetwork Network(int units, int words, int inputSize, int layers)
    {
        var random = new Random(1);
        var scale = 1 / Math.Sqrt(units);
        Weight Next(string name, int rows, int columns) =>
            new(
                name,
                Matrix.Of(
                    rows,
                    columns,
                    [.. Enumerable.Range(0, rows * columns).Select(_ => scale * ((2 * random.NextDouble()) - 1))]
                )
            );
        CellWeights Cell(int layer, Direction direction) =>
            new(
                CellKind.Lstm,
                direction,
                Next("input", 4 * units, layer == 0 ? inputSize : 2 * units),
                Next("recurrent", 4 * units, units),
                Next("bias", 1, 4 * units),
                Next("bias", 1, 4 * units),
                Option<Weight>.None,
                Option<Weight>.None,
                Option<HardSigmoid>.None
            );
        return RecurrentNetwork
            .Create(
                "benchmark",
                [.. Enumerable.Range(0, words).Select(id => $"w{id}")],
                Option<string>.None,
                ["0", "1", "2", "3", "4"],
                NetworkWeights.Chain(
                    Next("embedding", words, inputSize),
                    [
                        .. Enumerable
                            .Range(0, layers)
                            .Select(layer => new RecurrentWeights(
                                Cell(layer, Direction.LeftToRight),
                                Cell(layer, Direction.RightToLeft)
                            )),
                        new ReadingWeights(Reading.LastState),
                        new DenseWeights(Next("output", 5, 2 * units), Option<Weight>.None, Activation.None),
                    ]
                )
            )
            .OrThrow();
    }

    /// <summary>Sequences of the given length, of random words.</summary>
    public static ImmutableArray<Sentence> Sequences(int count, int length)
    {
        var random = new Random(2);
        return
        [
            .. Enumerable
                .Range(0, count)
                .Select(_ =>
                {
                    ImmutableArray<int> ids = [.. Enumerable.Range(0, length).Select(_ => random.Next(Words))];
                    return Sentence.Of([.. ids.Select(id => $"w{id}")], ids, Option<int>.None);
                }),
        ];
    }

    /// <summary>Sequences of the given length, of random numbers.</summary>
    public static ImmutableArray<Sentence> NumberSequences(int count, int length, int features)
    {
        var random = new Random(2);
        return
        [
            .. Enumerable
                .Range(0, count)
                .Select(_ =>
                    Sentence.Of(
                        Matrix.Of(
                            length,
                            features,
                            [.. Enumerable.Range(0, length * features).Select(_ => (2 * random.NextDouble()) - 1)]
                        ),
                        Option<int>.None
                    )
                ),
        ];
    }

    private static string FindRoot(string folder) =>
        File.Exists(Path.Combine(folder, "LrpFunctional.sln"))
            ? folder
            : FindRoot(
                Path.GetDirectoryName(folder) ?? throw new DirectoryNotFoundException("run it inside the checkout")
            );
}
