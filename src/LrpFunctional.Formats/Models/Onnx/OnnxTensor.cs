using System.Collections.Immutable;
using System.Text;

namespace LrpFunctional.Formats.Models.Onnx;

/// <summary>
/// A stored tensor whose numbers are not yet read; most of a file's bytes are such numbers, and not all may be needed.
/// </summary>
internal sealed record OnnxTensor(string Name, ProtoField Message)
{
    // The number of the type among those of ONNX.
    private const byte Int64 = 7;

    /// <summary>The same under another name, for one that has none.</summary>
    public OnnxTensor Named(string name) => Name == "" ? this with { Name = name } : this;

    public static OnnxTensor Read(ProtoField message) =>
        new(message.Fields().LastOrDefault(field => field.Number == 8)?.Text() ?? "", message);

    /// <summary>Whole numbers in one row, as a file would store them.</summary>
    public static OnnxTensor OfWhole(string path, string name, ImmutableArray<long> numbers)
    {
        static IEnumerable<byte> Varint(long number) =>
            number < 0x80 ? [(byte)number] : Varint(number >> 7).Prepend((byte)(0x80 | (number & 0x7f)));
        static IEnumerable<byte> Bytes(int field, IReadOnlyCollection<byte> bytes) =>
            Varint((field << 3) | 2).Concat(Varint(bytes.Count)).Concat(bytes);
        byte[] values = [.. numbers.SelectMany(BitConverter.GetBytes)];
        byte[] tensor =
        [
            (1 << 3) | 0,
            .. Varint(numbers.Length),
            (2 << 3) | 0,
            Int64,
            .. Bytes(8, Encoding.UTF8.GetBytes(name)),
            .. Bytes(9, values),
        ];
        return Read(ProtoField.Of(path, (byte[])[.. Bytes(5, tensor)]).First());
    }

    /// <summary>The tensors in fields of a graph.</summary>
    /// <exception cref="FaultException">Two of them have one name.</exception>
    public static ImmutableDictionary<string, OnnxTensor> ByName(string path, IEnumerable<ProtoField> messages)
    {
        var tensors = messages.Select(Read).ToImmutableArray();
        OnnxFile.RequireUnique(path, "stored tensors", tensors.Select(tensor => tensor.Name));
        return tensors.ToImmutableDictionary(tensor => tensor.Name);
    }
}
