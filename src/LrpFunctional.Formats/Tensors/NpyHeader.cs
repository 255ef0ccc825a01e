using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace LrpFunctional.Formats.Tensors;

/// <summary>What stands before the numbers of NumPy's <c>.npy</c> format, versions 1, 2 and 3.</summary>
/// <param name="ByteOrder">&lt;, &gt;, = or |, or nothing.</param>
/// <param name="Code">NumPy's code of the type, such as f4.</param>
/// <param name="Fortran">Whether the first index runs fastest.</param>
/// <param name="Shape">The sizes.</param>
/// <param name="Size">How many bytes come before the numbers.</param>
internal sealed partial record NpyHeader(
    string ByteOrder,
    string Code,
    bool Fortran,
    ImmutableArray<long> Shape,
    int Size
)
{
    private const int Block = 64;

    private static readonly ImmutableArray<byte> Magic = [0x93, .. "NUMPY"u8];

    /// <summary>NumPy's name of the type, such as &lt;f4.</summary>
    public string Type => ByteOrder + Code;

    /// <summary>Whether the most significant byte comes first.</summary>
    public bool BigEndian => ByteOrder == ">";

    /// <summary>The header that the bytes begin with.</summary>
    /// <exception cref="FaultException">They begin with none, or end inside it.</exception>
    public static NpyHeader Parse(string place, ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < 10 || !bytes.StartsWith(Magic.AsSpan()))
            throw Fault(place, "it does not begin as a .npy file does");
        var lengthSize = bytes[6] switch
        {
            1 => 2,
            2 or 3 => 4,
            var version => throw Fault(place, $"its format is {version}, where 1, 2 or 3 is expected"),
        };
        if (bytes.Length < 8 + lengthSize)
            throw Fault(place, "it ends inside its header");
        var length =
            lengthSize == 2
                ? BinaryPrimitives.ReadUInt16LittleEndian(bytes[8..])
                : BinaryPrimitives.ReadUInt32LittleEndian(bytes[8..]);
        var start = 8 + lengthSize;
        if (length > bytes.Length - start)
            throw Fault(place, "it ends inside its header");
        return Parse(place, Encoding.UTF8.GetString(bytes.Slice(start, (int)length)), start + (int)length);
    }

    /// <summary>The bytes before float64 numbers, the last index fastest, in version 1.</summary>
    /// <param name="shape">The sizes.</param>
    /// <param name="room">How many digits more the sizes may come to have in as many bytes.</param>
    public static ImmutableArray<byte> OfDoubles(ImmutableArray<int> shape, int room = 0)
    {
        var sizes = string.Join(", ", shape.Select(size => size.ToString(CultureInfo.InvariantCulture)));
        var text = $"{{'descr': '<f8', 'fortran_order': False, 'shape': ({sizes}{(shape.Length == 1 ? "," : "")}), }}";
        var start = Magic.Length + 2 + sizeof(ushort);
        var length = (start + text.Length + room + 1 + Block - 1) / Block * Block;
        var rest = new byte[sizeof(ushort)];
        BinaryPrimitives.WriteUInt16LittleEndian(rest, (ushort)(length - start));
        return [.. Magic, 1, 0, .. rest, .. Encoding.ASCII.GetBytes(text.PadRight(length - start - 1)), (byte)'\n'];
    }

    private static NpyHeader Parse(string place, string header, int size)
    {
        var (type, order, shape) = (Described().Match(header), StorageOrder().Match(header), Sizes().Match(header));
        if (!type.Success || !order.Success || !shape.Success)
            throw Fault(place, $"its header is {header.Trim()}");
        var sizes = shape
            .Groups["sizes"]
            .Value.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        long Size(string text) =>
            long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
                ? number
                : throw Fault(place, $"its shape is ({shape.Groups["sizes"].Value})");
        return new NpyHeader(
            type.Groups["order"].Value,
            type.Groups["code"].Value,
            order.Groups["fortran"].Value == "True",
            [.. sizes.Select(Size)],
            size
        );
    }

    private static FaultException Fault(string place, string problem) =>
        new(new Fault(place, $"{problem}, where a .npy array of numbers is expected", "write it with numpy.save"));

    // A header is a dictionary as Python writes it, its three keys in any order and either kind of quotes.
    [GeneratedRegex("""['"]descr['"]\s*:\s*['"](?<order>[<>=|]?)(?<code>\w+)['"]""")]
    private static partial Regex Described();

    [GeneratedRegex("""['"]fortran_order['"]\s*:\s*(?<fortran>True|False)""")]
    private static partial Regex StorageOrder();

    [GeneratedRegex("""['"]shape['"]\s*:\s*\((?<sizes>[^()]*)\)""")]
    private static partial Regex Sizes();
}
