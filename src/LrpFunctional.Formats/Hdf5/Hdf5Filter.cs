using System.Buffers.Binary;
using System.Collections.Immutable;
using System.IO.Compression;

namespace LrpFunctional.Formats.Hdf5;

/// <summary>What was done to the bytes of a chunk before they were stored: deflate, shuffle or a checksum.</summary>
/// <param name="Kind">Its number in the format.</param>
/// <param name="Numbers">Its settings.</param>
internal sealed record Hdf5Filter(int Kind, ImmutableArray<uint> Numbers)
{
    private const int Deflate = 1;
    private const int Shuffle = 2;
    private const int Checksum = 3;
    private const int ChecksumSize = 4;

    // No run of deflate becomes more than this many times as long.
    private const long Ratio = 1032;

    /// <summary>The filters that a message names, in the order in which they were applied.</summary>
    public static ImmutableArray<Hdf5Filter> Pipeline(Hdf5Bytes file, long at)
    {
        var isFirst = file.U8(at) == 1;
        var filters = ImmutableArray.CreateBuilder<Hdf5Filter>();
        for (var (left, next) = (file.U8(at + 1), at + (isFirst ? 8 : 2)); left > 0; left--)
        {
            var kind = file.U16(next);
            var hasName = isFirst || kind >= 256;
            var name = hasName ? file.U16(next + 2) : 0;
            var count = file.U16(next + (hasName ? 6 : 4));
            var numbers = next + (hasName ? 8 : 6) + name;
            if (kind is not (Deflate or Shuffle or Checksum))
                throw file.Fault($"its numbers went through filter {kind}, where gzip or shuffle is expected");
            filters.Add(
                new Hdf5Filter(kind, [.. Enumerable.Range(0, count).Select(number => file.U32(numbers + (4 * number)))])
            );
            next = numbers + (4 * (count + (isFirst ? count % 2 : 0)));
        }

        return filters.DrainToImmutable();
    }

    /// <summary>The bytes before the filter.</summary>
    /// <param name="file">The file, for messages.</param>
    /// <param name="bytes">The bytes behind it.</param>
    /// <param name="most">How many bytes a chunk has.</param>
    public ReadOnlyMemory<byte> Undone(Hdf5Bytes file, ReadOnlyMemory<byte> bytes, int most) =>
        Kind switch
        {
            Deflate => Inflated(file, bytes, most),
            Shuffle => Unshuffled(bytes.Span, Numbers is [> 0 and <= 16, ..] ? (int)Numbers[0] : 1),
            _ => Checked(file, bytes),
        };

    private static ReadOnlyMemory<byte> Inflated(Hdf5Bytes file, ReadOnlyMemory<byte> bytes, int most)
    {
        // A checksum may lie between the chunk and the deflate.
        var room = new byte[(int)Math.Min((long)most + ChecksumSize, Ratio * (bytes.Length + 1))];
        try
        {
            using var stream = new ZLibStream(new MemoryStream(bytes.ToArray()), CompressionMode.Decompress);
            var length = stream.ReadAtLeast(room, room.Length, throwOnEndOfStream: false);
            return stream.ReadByte() < 0
                ? room.AsMemory(0, length)
                : throw file.Fault($"a chunk unfolds to more than its {most} bytes");
        }
        catch (InvalidDataException exception)
        {
            throw file.Fault($"a chunk cannot be unfolded ({exception.Message})");
        }
    }

    // First bytes of all numbers, then their second bytes, and so on; what fills no number stays behind them.
    private static ReadOnlyMemory<byte> Unshuffled(ReadOnlySpan<byte> bytes, int size)
    {
        var count = bytes.Length / size;
        var numbers = bytes.ToArray();
        for (var at = 0; at < count * size; at++)
            numbers[at] = bytes[(at % size * count) + (at / size)];
        return numbers;
    }

    private static ReadOnlyMemory<byte> Checked(Hdf5Bytes file, ReadOnlyMemory<byte> bytes)
    {
        if (bytes.Length < ChecksumSize)
            throw file.Fault("a chunk has no checksum");
        var numbers = bytes[..^ChecksumSize];
        return Fletcher(numbers.Span) == BinaryPrimitives.ReadUInt32LittleEndian(bytes.Span[^ChecksumSize..])
            ? numbers
            : throw file.Fault("a chunk is not what its checksum says");
    }

    // Fletcher's sums modulo 65535 over words of two bytes, the higher first.
    private static uint Fletcher(ReadOnlySpan<byte> bytes)
    {
        var (first, second) = (0u, 0u);
        for (var at = 0; at < bytes.Length; at += 2)
        {
            var word = (uint)(bytes[at] << 8) | (at + 1 < bytes.Length ? bytes[at + 1] : 0u);
            first = (first + word) % 65535;
            second = (second + first) % 65535;
        }

        return (second << 16) | first;
    }
}
