using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace LrpFunctional.Formats.Tensors;

/// <summary>NumPy's <c>.npy</c> files, formats 1, 2 and 3: floating-point vectors and matrices of any byte and storage order.</summary>
internal static partial class NpyFile
{
    private const string Expected = "a .npy file of floating-point numbers is expected";
    private const string Remedy = "write it with numpy.save";
    private static readonly ImmutableArray<byte> Magic = [0x93, .. "NUMPY"u8];

    /// <summary>The array in the file.</summary>
    /// <exception cref="FaultException">The file is missing, cut off, or holds anything else.</exception>
    public static Tensor Read(string path)
    {
        var bytes = Edge.Bytes(path).Span;
        if (bytes.Length < 10 || !bytes.StartsWith(Magic.AsSpan())) throw Fault(path, "it does not begin as a .npy file does");
        var lengthSize = bytes[6] switch
        {
            1 => 2,
            2 or 3 => 4,
            var version => throw Fault(path, $"its format is {version}, where 1, 2 or 3 is expected"),
        };
        if (bytes.Length < 8 + lengthSize) throw Fault(path, "it ends inside its header");
        var length = lengthSize == 2 ? BinaryPrimitives.ReadUInt16LittleEndian(bytes[8..]) : BinaryPrimitives.ReadUInt32LittleEndian(bytes[8..]);
        var start = 8 + lengthSize;
        if (length > bytes.Length - start) throw Fault(path, "it ends inside its header");
        var header = Encoding.UTF8.GetString(bytes.Slice(start, (int)length));
        var (layout, shape) = Parse(path, header);
        return TensorBytes.Decode(path, layout, shape, bytes[(start + (int)length)..]);
    }

    private static (TensorLayout Layout, ImmutableArray<long> Shape) Parse(string path, string header)
    {
        var (type, order, shape) = (Type().Match(header), StorageOrder().Match(header), Shape().Match(header));
        if (!type.Success || !order.Success || !shape.Success) throw Fault(path, $"its header is {header.Trim()}");
        var element = NumPyType.Parse(type.Groups["code"].Value) ?? throw Fault(path, $"its numbers are of type {type.Groups["order"].Value}{type.Groups["code"].Value}");
        var sizes = shape.Groups["sizes"].Value.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        return (
            new TensorLayout(element, type.Groups["order"].Value == ">", order.Groups["fortran"].Value == "True"),
            [.. sizes.Select(size => long.TryParse(size, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : throw Fault(path, $"its shape is ({shape.Groups["sizes"].Value})"))]);
    }

    private static FaultException Fault(string path, string problem) => new(new Fault(path, $"{problem}, where {Expected}", Remedy));

    // A header is a dictionary as Python writes it, its three keys in any order and either kind of quotes.
    [GeneratedRegex("""['"]descr['"]\s*:\s*['"](?<order>[<>=|]?)(?<code>\w+)['"]""")]
    private static partial Regex Type();

    [GeneratedRegex("""['"]fortran_order['"]\s*:\s*(?<fortran>True|False)""")]
    private static partial Regex StorageOrder();

    [GeneratedRegex("""['"]shape['"]\s*:\s*\((?<sizes>[^()]*)\)""")]
    private static partial Regex Shape();
}
