using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Text.Json;

namespace LrpFunctional.Formats.Tensors;

/// <summary>
/// The safetensors format: eight bytes of header length, a JSON header, then the numbers, little-endian, without a gap.
/// </summary>
internal static class SafetensorsFile
{
    private const int LengthSize = 8;
    private const int LargestHeader = 100_000_000;
    private const string Metadata = "__metadata__";
    private const string Remedy = "write it with the safetensors library";

    /// <summary>All tensors as the header announces them, in the order of their numbers.</summary>
    /// <exception cref="FaultException">The file is missing, cut off, or not what its header says.</exception>
    public static StateDict Read(string path)
    {
        var bytes = Edge.Bytes(path);
        if (bytes.Length < LengthSize)
            throw Fault(path, $"it has {bytes.Length} bytes, too few for a safetensors file");
        var length = BinaryPrimitives.ReadUInt64LittleEndian(bytes.Span);
        if (length > LargestHeader || length > (ulong)(bytes.Length - LengthSize))
            throw Fault(
                path,
                $"its first eight bytes announce a header of {length} bytes, which the file does not hold"
            );
        var data = bytes[(LengthSize + (int)length)..];
        var entries = Entries(path, bytes.Slice(LengthSize, (int)length))
            .OrderBy(entry => entry.Begin)
            .ToImmutableArray();
        var end = entries.Aggregate(
            0L,
            (expected, entry) =>
                entry.Begin == expected && entry.End >= entry.Begin && entry.End <= data.Length
                    ? entry.End
                    : throw Fault(
                        $"{path}: {entry.Name}",
                        $"its bytes are {entry.Begin} to {entry.End}, where they are expected from {expected} "
                            + $"on and within the {data.Length} that the file has; it may be cut off"
                    )
        );
        if (end != data.Length)
            throw Fault(path, $"{data.Length - end} bytes at the end belong to no tensor");
        return new StateDict([.. entries.Select(entry => entry.Announced(path, data))]);
    }

    /// <summary>Writes the tensors, each in its own type.</summary>
    public static void Write(Stream stream, ImmutableArray<(string Name, Tensor Tensor)> tensors)
    {
        var header = new MemoryStream();
        using (var json = new Utf8JsonWriter(header))
        {
            json.WriteStartObject();
            json.WriteStartObject(Metadata);
            json.WriteString("format", "pt");
            json.WriteEndObject();
            var begin = 0L;
            foreach (var (name, tensor) in tensors)
            {
                var end = begin + ((long)tensor.Values.Span.Length * TensorBytes.SizeOf(tensor.Type));
                json.WriteStartObject(name);
                json.WriteString("dtype", tensor.Type.ToString());
                WriteNumbers(json, "shape", tensor.Shape.Select(size => (long)size));
                WriteNumbers(json, "data_offsets", [begin, end]);
                json.WriteEndObject();
                begin = end;
            }

            json.WriteEndObject();
        }

        // The numbers start at a multiple of eight.
        while (header.Length % LengthSize != 0)
            header.WriteByte((byte)' ');
        Span<byte> length = stackalloc byte[LengthSize];
        BinaryPrimitives.WriteUInt64LittleEndian(length, (ulong)header.Length);
        stream.Write(length);
        stream.Write(header.ToArray());
        foreach (var (_, tensor) in tensors)
            stream.Write(TensorBytes.Encode(tensor));
    }

    private static void WriteNumbers(Utf8JsonWriter json, string name, IEnumerable<long> numbers)
    {
        json.WriteStartArray(name);
        foreach (var number in numbers)
            json.WriteNumberValue(number);
        json.WriteEndArray();
    }

    private static ImmutableArray<Entry> Entries(string path, ReadOnlyMemory<byte> header)
    {
        try
        {
            using var json = JsonDocument.Parse(header);
            ImmutableArray<JsonProperty> properties = [.. json.RootElement.EnumerateObject()];
            var twice = properties
                .GroupBy(property => property.Name, StringComparer.Ordinal)
                .FirstOrDefault(group => group.Count() > 1);
            return twice is null
                ?
                [
                    .. properties
                        .Where(property => property.Name != Metadata)
                        .Select(property => Entry.Of(path, property)),
                ]
                : throw new FaultException(
                    new Fault(
                        $"{path}: {twice.Key}",
                        "two tensors have this name",
                        "write each tensor once, under a name of its own"
                    )
                );
        }
        catch (Exception exception)
            when (exception is JsonException or InvalidOperationException or KeyNotFoundException or FormatException)
        {
            throw Fault(path, $"its header is not understood ({exception.Message})");
        }
    }

    private static FaultException Fault(string where, string problem) => new(new Fault(where, problem, Remedy));

    private sealed record Entry(string Name, string Type, ImmutableArray<long> Shape, long Begin, long End)
    {
        public static Entry Of(string path, JsonProperty property)
        {
            var place = $"{path}: {property.Name}";
            var said = property.Value.EnumerateObject().Select(each => each.Name).ToImmutableArray();
            if (said.Distinct().Count() != said.Length)
                throw Fault(place, "the header says one thing of it twice");
            var offsets = Numbers(property.Value.GetProperty("data_offsets"));
            if (offsets.Length != 2)
                throw Fault(place, "its data_offsets are not two numbers");
            return new Entry(
                property.Name,
                property.Value.GetProperty("dtype").GetString() ?? "null",
                Numbers(property.Value.GetProperty("shape")),
                offsets[0],
                offsets[1]
            );
        }

        public StateTensor Announced(string path, ReadOnlyMemory<byte> data)
        {
            var place = $"{path}: {Name}";
            return new StateTensor(
                Name,
                place,
                Type,
                Shape,
                shape =>
                    TensorBytes.Deferred(
                        place,
                        new TensorLayout(Element(place), BigEndian: false, Fortran: false),
                        shape,
                        End - Begin,
                        () => data[(int)Begin..(int)End]
                    )
            );
        }

        private ElementType Element(string place)
        {
            var types = Enum.GetValues<ElementType>().Where(type => type.ToString() == Type).ToImmutableArray();
            return types.IsEmpty ? throw StateTensor.Unread(place, Type) : types[0];
        }

        private static ImmutableArray<long> Numbers(JsonElement array) =>
            [.. array.EnumerateArray().Select(number => number.GetInt64())];
    }
}
