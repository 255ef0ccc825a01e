using System.Buffers.Binary;
using LanguageExt;
using Parquet.Meta;

namespace LrpFunctional.Formats.TableFiles;

/// <summary>What a packed page says itself of its size, unfolded: the library makes room for as much.</summary>
internal static class PackedPage
{
    /// <summary>The most bytes in which a page says it.</summary>
    public const int LongestHead = 18;

    private const uint ZstdMagic = 0xFD2FB528;

    /// <summary>The bytes that it says, where its way to pack says any.</summary>
    /// <param name="codec">The way to pack.</param>
    /// <param name="head">The first bytes of the page.</param>
    /// <exception cref="InvalidDataException">They do not begin as they should.</exception>
    public static Option<ulong> Says(CompressionCodec codec, ReadOnlySpan<byte> head) =>
        codec switch
        {
            CompressionCodec.SNAPPY => ThriftStruct.Unsigned(ref head),
            CompressionCodec.ZSTD => Zstd(head),
            _ => Option<ulong>.None,
        };

    // The header of the first frame, RFC 8878, 3.1.1.1: flags, a window where the frame is no single segment, a
    // dictionary's id, and the size.
    private static Option<ulong> Zstd(ReadOnlySpan<byte> head)
    {
        if (head.Length < 5 || BinaryPrimitives.ReadUInt32LittleEndian(head) != ZstdMagic)
            throw new InvalidDataException("a page of it is not packed as it says");
        var flags = head[4];
        var (window, least) = (flags & 32) == 0 ? (1, 0) : (0, 1);
        ReadOnlySpan<int> ids = [0, 1, 2, 4];
        ReadOnlySpan<int> sizes = [least, 2, 4, 8];
        var (at, length) = (5 + window + ids[flags & 3], sizes[flags >> 6]);
        if (at + length > head.Length)
            throw new InvalidDataException("a page of it is shorter than it says");
        Span<byte> size = stackalloc byte[sizeof(ulong)];
        head.Slice(at, length).CopyTo(size);
        return length == 0
            ? Option<ulong>.None
            : BinaryPrimitives.ReadUInt64LittleEndian(size) + (length == 2 ? 256UL : 0);
    }
}
