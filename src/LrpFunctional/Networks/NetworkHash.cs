using System.Collections.Immutable;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using LrpFunctional.Layers;
using LrpFunctional.Layers.Readings;
using LrpFunctional.Numerics;

namespace LrpFunctional.Networks;

/// <summary>
/// SHA-256 over all that a network is: words, classes, kinds and numbers, each with its shape; the same for the same
/// network, whatever file it came in.
/// </summary>
internal static class NetworkHash
{
    /// <summary>64 hexadecimal digits.</summary>
    public static string Of(RecurrentNetwork network)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var (name, numbers) in Parts(network))
        {
            hash.AppendData(Encoding.UTF8.GetBytes($"{name} {numbers}\n"));
            hash.AppendData(MemoryMarshal.AsBytes(numbers.Span));
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private static IEnumerable<(string Name, Matrix Numbers)> Parts(RecurrentNetwork network) =>
        [
            ($"{string.Join('\n', network.Vocabulary.Words)} {network.Vocabulary.UnknownId}", network.Embedding),
            .. network.Layers.SelectMany(layer => Parts(layer, network.Classes)),
            // A chain keeps the hash that it had before there were other compositions.
            .. network.Composition.IsChain
                ? []
                : network.Composition.Reads.Select(reads => ($"reads {string.Join(' ', reads)}", Matrix.Zero(0, 0))),
            // A network without a mask keeps the hash that it had before there were masks.
            .. network
                .Mask.ToSeq()
                .Select(mask =>
                    (string.Create(CultureInfo.InvariantCulture, $"mask {mask.Id} {mask.Value}"), Matrix.Zero(0, 0))
                ),
        ];

    // The names of the classes go with the reading.
    private static IEnumerable<(string Name, Matrix Numbers)> Parts(ILayer layer, ImmutableArray<string> classes) =>
        layer is IReading reading
            ? [.. layer.Hashed, ($"{reading.Reading} {string.Join('\n', classes)}", Matrix.Zero(0, 0))]
            : layer.Hashed;
}
