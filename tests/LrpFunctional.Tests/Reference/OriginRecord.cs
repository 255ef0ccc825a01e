using System.Collections.Immutable;
using System.IO.Compression;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.RegularExpressions;
using LrpFunctional.Networks;
using LrpFunctional.Numerics;
using LrpFunctional.Sequences;

namespace LrpFunctional.Tests.Reference;

/// <summary>What the program that a network of <c>Fixtures/Origins</c> comes from computed with it.</summary>
internal sealed partial record OriginRecord(
    ImmutableArray<int> InputShape,
    ImmutableArray<double> Inputs,
    ImmutableArray<int> LogitShape,
    ImmutableArray<double> Logits,
    ImmutableArray<double> Gradients
)
{
    /// <summary>The path of a network's file.</summary>
    public static string At(string origin, string file) => Sandbox.Fixture("Origins", origin, file);

    public static OriginRecord Read(string origin)
    {
        using var zip = ZipFile.OpenRead(At(origin, "record.npz"));
        var (inputShape, inputs) = Array(zip, "inputs");
        var (logitShape, logits) = Array(zip, "logits");
        return new OriginRecord(inputShape, inputs, logitShape, logits, Array(zip, "gradients").Numbers);
    }

    /// <summary>The scores of one sequence.</summary>
    public ImmutableArray<double> Scores(int at) => Logits.Slice(at * LogitShape[1], LogitShape[1]);

    /// <summary>The gradient of one score of one sequence, step by step and feature by feature.</summary>
    public ImmutableArray<double> Gradient(int at, int target)
    {
        var size = Gradients.Length / Logits.Length;
        return Gradients.Slice(((at * LogitShape[1]) + target) * size, size);
    }

    /// <summary>The sequences that went in, for a network that reads ids or numbers.</summary>
    public ImmutableArray<Sentence> Sentences(RecurrentNetwork network)
    {
        var size = InputShape.Skip(1).Aggregate(1, (product, length) => product * length);
        return
        [
            .. Enumerable
                .Range(0, InputShape[0])
                .Select(at => Inputs.Slice(at * size, size))
                .Select(given =>
                    network.ReadsNumbers
                        ? Sentence.Of(Matrix.Of(InputShape[1], InputShape[2], given), default)
                        : Sentence.Of([.. given.Select(id => $"{id}")], [.. given.Select(id => (int)id)], default)
                ),
        ];
    }

    private static (ImmutableArray<int> Shape, ImmutableArray<double> Numbers) Array(ZipArchive zip, string name)
    {
        using var memory = new MemoryStream();
        using (var entry = zip.GetEntry($"{name}.npy")!.Open())
            entry.CopyTo(memory);
        var bytes = memory.ToArray();
        var start = 10 + BitConverter.ToUInt16(bytes, 8);
        var header = Encoding.ASCII.GetString(bytes, 10, start - 10);
        ReadOnlySpan<byte> numbers = bytes.AsSpan(start);
        return (
            [
                .. Shape()
                    .Match(header)
                    .Groups["sizes"]
                    .Value.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
                    .Select(int.Parse),
            ],
            header.Contains("<i8", StringComparison.Ordinal)
                ? [.. MemoryMarshal.Cast<byte, long>(numbers).ToArray().Select(number => (double)number)]
            : header.Contains("<f4", StringComparison.Ordinal)
                ? [.. MemoryMarshal.Cast<byte, float>(numbers).ToArray().Select(number => (double)number)]
            : [.. MemoryMarshal.Cast<byte, double>(numbers)]
        );
    }

    [GeneratedRegex(@"\((?<sizes>[^()]*)\)")]
    private static partial Regex Shape();
}
