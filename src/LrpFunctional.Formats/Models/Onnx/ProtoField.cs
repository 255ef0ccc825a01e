using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Runtime.InteropServices;
using Google.Protobuf;

namespace LrpFunctional.Formats.Models.Onnx;

/// <summary>
/// One field of a protobuf message, not yet understood: a number, or the bytes of a text, a message or packed numbers.
/// </summary>
internal sealed record ProtoField(
    string Source,
    int Number,
    WireFormat.WireType Type,
    ulong Bits,
    ReadOnlyMemory<byte> Bytes
)
{
    /// <summary>The fields of a message, in the order of the file; nothing is copied.</summary>
    /// <exception cref="FaultException">The bytes are no message.</exception>
    public static IEnumerable<ProtoField> Of(string source, ReadOnlyMemory<byte> message)
    {
        var rest = message;
        while (!rest.IsEmpty)
        {
            var (field, length) = Next(source, rest);
            rest = rest[length..];
            yield return field;
        }
    }

    /// <summary>The fields of the message in this field.</summary>
    public IEnumerable<ProtoField> Fields() => Of(Source, Payload());

    public string Text() => Edge.DecodeUtf8(Source, () => Edge.Utf8.GetString(Payload().Span));

    public long Integer() => Type == WireFormat.WireType.Varint ? (long)Bits : throw Malformed(Source);

    public float Single() =>
        Type == WireFormat.WireType.Fixed32 ? BitConverter.UInt32BitsToSingle((uint)Bits) : throw Malformed(Source);

    /// <summary>The integers of a repeated field: one, or several that are packed.</summary>
    public ImmutableArray<long> Integers()
    {
        if (Type == WireFormat.WireType.Varint)
            return [(long)Bits];
        var stream = Stream(Payload());
        var numbers = ImmutableArray.CreateBuilder<long>();
        try
        {
            while (!stream.IsAtEnd)
                numbers.Add((long)stream.ReadUInt64());
        }
        catch (InvalidProtocolBufferException)
        {
            throw Malformed(Source);
        }

        return numbers.DrainToImmutable();
    }

    /// <summary>
    /// The little-endian bytes of a repeated field of fixed size: one number, or several that are packed.
    /// </summary>
    public ReadOnlyMemory<byte> Fixed()
    {
        var bytes = new byte[sizeof(ulong)];
        BinaryPrimitives.WriteUInt64LittleEndian(bytes, Bits);
        return Type switch
        {
            WireFormat.WireType.Fixed32 => bytes.AsMemory(0, sizeof(uint)),
            WireFormat.WireType.Fixed64 => bytes,
            _ => Payload(),
        };
    }

    public ReadOnlyMemory<byte> Payload() =>
        Type == WireFormat.WireType.LengthDelimited ? Bytes : throw Malformed(Source);

    private static (ProtoField Field, int Length) Next(string source, ReadOnlyMemory<byte> message)
    {
        var stream = Stream(message);
        var start = stream.Position;
        int Read() => (int)(stream.Position - start);
        try
        {
            var tag = stream.ReadTag();
            var (number, type) = (WireFormat.GetTagFieldNumber(tag), WireFormat.GetTagWireType(tag));
            if (type == WireFormat.WireType.LengthDelimited)
            {
                var length = stream.ReadLength();
                return length < 0 || length > message.Length - Read()
                    ? throw Malformed(source)
                    : (new ProtoField(source, number, type, 0, message.Slice(Read(), length)), Read() + length);
            }

            var bits = type switch
            {
                WireFormat.WireType.Varint => stream.ReadUInt64(),
                WireFormat.WireType.Fixed64 => stream.ReadFixed64(),
                WireFormat.WireType.Fixed32 => stream.ReadFixed32(),
                _ => throw Malformed(source),
            };
            return (new ProtoField(source, number, type, bits, default), Read());
        }
        catch (InvalidProtocolBufferException)
        {
            throw Malformed(source);
        }
    }

    private static CodedInputStream Stream(ReadOnlyMemory<byte> message) =>
        MemoryMarshal.TryGetArray(message, out var segment)
            ? new CodedInputStream(segment.Array ?? [], segment.Offset, segment.Count)
            : throw new System.Diagnostics.UnreachableException();

    private static FaultException Malformed(string source) =>
        new(
            new Fault(
                source,
                "it is not understood as an ONNX file, which is a protobuf message",
                "the file may be cut off or of another kind; export the network again"
            )
        );
}
