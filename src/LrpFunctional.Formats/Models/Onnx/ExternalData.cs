using System.Collections.Immutable;
using System.Globalization;

namespace LrpFunctional.Formats.Models.Onnx;

/// <summary>Numbers that lie in a file beside the model's own.</summary>
internal static class ExternalData
{
    private const string Remedy =
        "keep the file of the numbers in the folder of the .onnx file, or export the network as one file";

    /// <summary>The bytes that a stored tensor points to.</summary>
    /// <exception cref="FaultException">The file is not in the model's folder, is missing, or does not hold as many
    /// bytes as are expected.</exception>
    public static ReadOnlyMemory<byte> Read(
        string path,
        string place,
        ImmutableArray<(string Key, string Value)> entries,
        Int128 expected
    )
    {
        OnnxFile.RequireUnique(place, "entries about where its numbers lie", entries.Select(entry => entry.Key));
        var given = entries.ToImmutableDictionary(entry => entry.Key, entry => entry.Value);
        var location = given.GetValueOrDefault("location", "");
        var file = At(path, place, location);
        if (!File.Exists(file))
            throw new FaultException(
                new Fault(place, $"its numbers lie in \"{location}\", which is not there", Remedy)
            );
        var offset = Number(place, given.GetValueOrDefault("offset", "0"));
        var length = given.GetValueOrDefault("length") is { } text ? Number(place, text) : expected;
        if (length != expected)
            throw new FaultException(
                new Fault(place, $"{length} bytes hold its numbers, where its shape expects {expected}", Remedy)
            );
        return Edge.Read<ReadOnlyMemory<byte>>(
                file,
                () =>
                {
                    using var stream = Edge.Open(file);
                    if (offset > stream.Length || length > stream.Length - offset || length > Array.MaxLength)
                    {
                        throw new FaultException(
                            new Fault(
                                place,
                                $"its numbers lie at bytes {offset} to {offset + length} of \"{location}\", "
                                    + "which that does not hold",
                                Remedy
                            )
                        );
                    }

                    var bytes = new byte[(int)length];
                    stream.Position = (long)offset;
                    stream.ReadExactly(bytes);
                    return bytes;
                }
            )
            .OrThrow();
    }

    /// <summary>The file that a stored tensor points to, whether or not there is one.</summary>
    /// <exception cref="FaultException">It is not in the model's folder.</exception>
    public static string At(string path, string place, string location) =>
        Neighbour.IsName(location)
            ? Neighbour.Beside(path, location)
            : throw new FaultException(
                new Fault(
                    place,
                    $"its numbers lie in \"{location}\", where the name of a file in the model's own folder "
                        + "is expected",
                    Remedy
                )
            );

    private static Int128 Number(string place, string text) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw new FaultException(
                new Fault(place, $"its numbers lie at \"{text}\", where a number of bytes is expected", Remedy)
            );
}
