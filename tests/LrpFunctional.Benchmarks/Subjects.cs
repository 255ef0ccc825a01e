using System.Collections.Immutable;
using LanguageExt;
using LrpFunctional.Formats.Models;
using LrpFunctional.Formats.Sentences;
using LrpFunctional.Networks;
using LrpFunctional.Numerics;
using LrpFunctional.Sequences;

namespace LrpFunctional.Benchmarks;

/// <summary>What is measured: the default model and sentences, and networks and sequences of any size.</summary>
internal static class Subjects
{
    private const int Words = 1000;

    public static string Root { get; } = FindRoot(AppContext.BaseDirectory);

    public static RecurrentNetwork DefaultNetwork() => ModelFolder.Read(Path.Combine(Root, "model")).OrThrow().Network;

    /// <summary>The SST test set where it lies beside the checkout, else the default test set.</summary>
    public static ImmutableArray<Sentence> TestSet(RecurrentNetwork network)
    {
        var path = File.Exists(Peers.TestSet) ? Peers.TestSet : Path.Combine(Root, "data", "sentences.txt");
        using var reader = File.OpenText(path);
        return [.. SentenceFile.Read(path, reader, network, network.Vocabulary.UnknownWord)];
    }

    /// <summary>A bidirectional network of this many units and input dimensions, five classes, small random weights.</summary>
    public static RecurrentNetwork Network(int units)
    {
        var random = new Random(1);
        var scale = 1 / Math.Sqrt(units);
        Weight Next(string name, int rows, int columns) => new(name, Matrix.Of(rows, columns, [.. Enumerable.Range(0, rows * columns).Select(_ => scale * ((2 * random.NextDouble()) - 1))]));
        CellWeights Cell() => new(Next("input", 4 * units, units), Next("recurrent", 4 * units, units), Next("bias", 1, 4 * units), Next("bias", 1, 4 * units));
        return RecurrentNetwork.Create(
            "benchmark",
            [.. Enumerable.Range(0, Words).Select(id => $"w{id}")],
            Option<string>.None,
            ["0", "1", "2", "3", "4"],
            new NetworkWeights(Next("embedding", Words, units), [Cell(), Cell()], Next("output", 5, 2 * units), Option<Weight>.None)).OrThrow();
    }

    /// <summary>Sequences of the given length, of random words.</summary>
    public static ImmutableArray<Sentence> Sequences(int count, int length)
    {
        var random = new Random(2);
        return
        [
            .. Enumerable.Range(0, count).Select(_ =>
            {
                ImmutableArray<int> ids = [.. Enumerable.Range(0, length).Select(_ => random.Next(Words))];
                return Sentence.Of([.. ids.Select(id => $"w{id}")], ids, Option<int>.None);
            }),
        ];
    }

    private static string FindRoot(string folder) =>
        File.Exists(Path.Combine(folder, "LrpFunctional.sln")) ? folder : FindRoot(Path.GetDirectoryName(folder) ?? throw new DirectoryNotFoundException("run it inside the checkout"));
}
