using System.Buffers.Binary;
using System.Text;

namespace LrpFunctional.Formats.Tensors;

/// <summary>The bytes of pickles, read on from where the last one ended; none is read that is not there.</summary>
/// <param name="source">The file, for messages.</param>
/// <param name="bytes">All its bytes.</param>
internal sealed class PickleBytes(string source, ReadOnlyMemory<byte> bytes)
{
    /// <summary>The file, for messages.</summary>
    public string Source => source;

    /// <summary>How many bytes were read.</summary>
    public int At { get; private set; }

    /// <summary>How many are left.</summary>
    public int Left => bytes.Length - At;

    /// <summary>The next bytes.</summary>
    /// <exception cref="FaultException">There are not so many.</exception>
    public ReadOnlyMemory<byte> Take(long count)
    {
        if (count < 0 || count > Left)
            throw CutOff(count);
        var taken = bytes.Slice(At, (int)count);
        At += (int)count;
        return taken;
    }

    public byte Byte() => Take(1).Span[0];

    public long UnsignedShort() => BinaryPrimitives.ReadUInt16LittleEndian(Take(2).Span);

    public long Int() => BinaryPrimitives.ReadInt32LittleEndian(Take(4).Span);

    public long UnsignedInt() => BinaryPrimitives.ReadUInt32LittleEndian(Take(4).Span);

    public long Long() => BinaryPrimitives.ReadInt64LittleEndian(Take(8).Span);

    public double Double() => BinaryPrimitives.ReadDoubleBigEndian(Take(8).Span);

    public string Text(long length)
    {
        var text = Take(length);
        return Edge.DecodeUtf8(source, () => Edge.Utf8.GetString(text.Span));
    }

    /// <summary>The text up to the next line feed.</summary>
    public string Line()
    {
        var length = bytes.Span[At..].IndexOf((byte)'\n');
        if (length < 0)
            throw CutOff(1);
        var line = Encoding.ASCII.GetString(Take(length).Span);
        At++;
        return line;
    }

    /// <summary>Passes over the announcement of a frame, which only says how many bytes follow.</summary>
    public void Frame()
    {
        if (Long() is var frame && (frame < 0 || frame > Left))
            throw CutOff(frame);
    }

    private FaultException CutOff(long count) =>
        new(
            new Fault(
                source,
                $"the pickle wants {count} more bytes at byte {At}, but the file has {bytes.Length}",
                "the file may be cut off; copy it again"
            )
        );
}
