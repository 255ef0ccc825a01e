using System.Buffers.Binary;
using System.Collections.Immutable;
using LrpFunctional.Formats.Tensors;

namespace LrpFunctional.Formats.Models.Onnx;

/// <summary>The numbers of a stored tensor, whether they lie in the file or in another beside it.</summary>
internal static class StoredTensor
{
    private const int Segment = 3;
    private const int Floats = 4;
    private const int SmallIntegers = 5;
    private const int LargeIntegers = 7;
    private const int Raw = 9;
    private const int Doubles = 10;
    private const int External = 13;
    private const int Location = 14;

    /// <summary>The tensor as floating-point or whole numbers.</summary>
    /// <exception cref="FaultException">It is cut off, of another type, or lies outside the model's folder.</exception>
    public static Value Read(string path, OnnxTensor tensor)
    {
        var place = $"{path}: {tensor.Name}";
        var fields = tensor.Message.Fields().ToLookup(field => field.Number);
        ImmutableArray<long> shape = [.. fields[1].SelectMany(field => field.Integers())];
        var count = shape.Aggregate(
            (Int128)1,
            (product, size) => product < 0 || product > int.MaxValue || size < 0 ? -1 : product * size
        );
        if (count < 0 || count > Array.MaxLength)
            throw Fault(place, $"its shape is ({string.Join(", ", shape)}), which is too large or none");
        if (shape.Length > Step.LargestRank)
            throw Fault(place, $"it has {shape.Length} axes, where at most {Step.LargestRank} are expected");
        if (fields[Segment].Any())
            throw Fault(place, "it is one segment of a tensor, where a whole one is expected");
        var layout = new Layout([.. shape.Select(size => Axis.Of((int)Math.Min(size, int.MaxValue)))]);
        var type = fields[2].LastOrDefault()?.Integer() ?? 0;
        if (FloatingType(type) is { } element)
            return Numbers(
                place,
                tensor.Name,
                element,
                layout,
                Bytes(path, place, fields, count * TensorBytes.SizeOf(element), element)
            );
        Value.Integers Integers(int typed, int size, ReadNumber read) =>
            StoredTensor.Integers(place, layout, Bytes(path, place, fields, count * size, typed, size), size, read);
        return type switch
        {
            6 => Integers(SmallIntegers, sizeof(int), bytes => BinaryPrimitives.ReadInt32LittleEndian(bytes)),
            7 => Integers(LargeIntegers, sizeof(long), BinaryPrimitives.ReadInt64LittleEndian),
            9 => Integers(SmallIntegers, 1, bytes => bytes[0]),
            _ => throw new FaultException(
                new Fault(
                    place,
                    $"its numbers are of ONNX's type {type}, where floating-point numbers of 16, 32 or 64 "
                        + "bits, or whole ones of 32 or 64, are expected",
                    "export the network without quantisation"
                )
            ),
        };
    }

    /// <summary>The name of the file beside the model's own that holds the tensor's numbers, if one does.</summary>
    public static IEnumerable<string> FileBeside(OnnxTensor tensor) =>
        from field in tensor.Message.Fields().Any(IsElsewhere) ? tensor.Message.Fields() : []
        where field.Number == External
        let entry = Entry(field)
        where entry.Key == "location"
        select entry.Value;

    private static ElementType? FloatingType(long type) =>
        type switch
        {
            1 => ElementType.F32,
            10 => ElementType.F16,
            11 => ElementType.F64,
            16 => ElementType.BF16,
            _ => null,
        };

    private static Value.Numbers Numbers(
        string place,
        string name,
        ElementType type,
        Layout layout,
        ReadOnlyMemory<byte> bytes
    )
    {
        if (layout.Cells == 0)
            throw Fault(place, $"its shape is {layout}, which holds no number");
        var columns = layout.Rank == 0 ? 1 : layout.Axes[^1].Size;
        return new Value.Numbers(
            layout,
            name,
            type,
            TensorBytes
                .Decode(place, new TensorLayout(type, false, false), [layout.Cells / columns, columns], bytes.Span)
                .Values
        );
    }

    private static Value.Integers Integers(
        string place,
        Layout layout,
        ReadOnlyMemory<byte> bytes,
        int size,
        ReadNumber read
    )
    {
        if (bytes.Length != layout.Cells * size)
            throw Fault(
                place,
                $"{bytes.Length} bytes hold its numbers, where its shape {layout} expects {layout.Cells * size}"
            );
        return new Value.Integers(
            layout,
            [.. Enumerable.Range(0, (int)layout.Cells).Select(at => Dim.Of(read(bytes.Span.Slice(at * size, size))))]
        );
    }

    private static ReadOnlyMemory<byte> Bytes(
        string path,
        string place,
        ILookup<int, ProtoField> fields,
        Int128 expected,
        ElementType type
    ) =>
        type switch
        {
            ElementType.F32 => Bytes(path, place, fields, expected, Floats, 0),
            ElementType.F64 => Bytes(path, place, fields, expected, Doubles, 0),
            _ => Bytes(path, place, fields, expected, SmallIntegers, sizeof(ushort)),
        };

    /// <summary>The bytes of all numbers, little-endian, from the one of three places where they are.</summary>
    /// <param name="path">The file.</param>
    /// <param name="place">The tensor, for messages.</param>
    /// <param name="fields">The tensor's fields.</param>
    /// <param name="expected">How many bytes the shape asks for.</param>
    /// <param name="typed">The field that holds numbers of the type one by one.</param>
    /// <param name="size">The size of a number that the field holds in another size; 0 where it holds them as they
    /// are.</param>
    private static ReadOnlyMemory<byte> Bytes(
        string path,
        string place,
        ILookup<int, ProtoField> fields,
        Int128 expected,
        int typed,
        int size
    )
    {
        if (fields[Location].Any(IsElsewhere))
            return ExternalData.Read(path, place, [.. fields[External].Select(Entry)], expected);
        if (fields[Raw].LastOrDefault() is { } raw)
            return raw.Payload();
        return size == 0
            ? fields[typed].SelectMany(field => field.Fixed().ToArray()).ToArray()
            : fields[typed]
                .SelectMany(field => field.Integers())
                .SelectMany(number => LittleEndian(number)[..size])
                .ToArray();
    }

    private static bool IsElsewhere(ProtoField field) => field.Number == Location && field.Integer() != 0;

    private static byte[] LittleEndian(long number) =>
        BitConverter.GetBytes(BitConverter.IsLittleEndian ? number : BinaryPrimitives.ReverseEndianness(number));

    private static (string Key, string Value) Entry(ProtoField message)
    {
        var fields = message.Fields().ToLookup(field => field.Number);
        return (fields[1].LastOrDefault()?.Text() ?? "", fields[2].LastOrDefault()?.Text() ?? "");
    }

    private static FaultException Fault(string place, string problem) =>
        new(new Fault(place, problem, "the file may be cut off or damaged; export the network again"));

    private delegate long ReadNumber(ReadOnlySpan<byte> bytes);
}
