using System.Buffers.Binary;

namespace LrpFunctional.Formats.Hdf5;

/// <summary>The bytes of an HDF5 file: whoever asks for one beyond their end meets a fault.</summary>
/// <param name="Place">The file, for messages.</param>
/// <param name="Memory">The bytes.</param>
internal sealed record Hdf5Bytes(string Place, ReadOnlyMemory<byte> Memory)
{
    /// <summary>How large what it holds may be.</summary>
    public ReadingLimits Limits { get; init; } = ReadingLimits.Default;

    /// <summary>The address that stands for none.</summary>
    public const long Nowhere = -1;

    private const string Remedy = "copy the file again, or write it again with h5py's default settings";

    public byte U8(long at) => Span(at, 1)[0];

    public ushort U16(long at) => BinaryPrimitives.ReadUInt16LittleEndian(Span(at, 2));

    public uint U32(long at) => BinaryPrimitives.ReadUInt32LittleEndian(Span(at, 4));

    /// <summary>
    /// A number that counts bytes, or an address; those beyond any file are negative and so outside this one.
    /// </summary>
    public long I64(long at) => BinaryPrimitives.ReadInt64LittleEndian(Span(at, 8));

    /// <summary>A number of 1, 2, 4 or 8 bytes.</summary>
    public long Sized(long at, int size) =>
        size switch
        {
            1 => U8(at),
            2 => U16(at),
            4 => U32(at),
            _ => I64(at),
        };

    public ReadOnlySpan<byte> Span(long at, long length) =>
        at >= 0 && length >= 0 && at <= Memory.Length - length
            ? Memory.Span.Slice((int)at, (int)length)
            : throw Fault($"it has {Memory.Length} bytes, and names {length} from byte {at} on; it may be cut off");

    /// <summary>The text from here to its terminating zero.</summary>
    public string Text(long at)
    {
        var rest = Span(at, Memory.Length - at);
        return Text(
            rest[..(rest.IndexOf((byte)0) is >= 0 and var end ? end : throw Fault($"the name at byte {at} has no end"))]
        );
    }

    public string Text(ReadOnlySpan<byte> text)
    {
        var bytes = text.ToArray();
        return Edge.DecodeUtf8(Place, () => Edge.Utf8.GetString(bytes));
    }

    /// <summary>That these bytes stand here.</summary>
    public void Expect(long at, ReadOnlySpan<byte> signature, string what)
    {
        if (!Span(at, signature.Length).SequenceEqual(signature))
            throw Fault($"there is no {what} at byte {at}");
    }

    public FaultException Fault(string problem) =>
        new(new Fault(Place, $"as HDF5 it is not understood: {problem}", Remedy));
}
