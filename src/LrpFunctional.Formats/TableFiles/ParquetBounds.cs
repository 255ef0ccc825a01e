using System.Buffers.Binary;
using Parquet.Meta;

namespace LrpFunctional.Formats.TableFiles;

/// <summary>
/// What a file of Parquet says of its own sizes, looked at before any of it is read: the library takes it at its word.
/// </summary>
internal static class ParquetBounds
{
    private const int Tail = 8;
    private const int LongestHeader = 1 << 14;

    // No more is in a byte of any way to pack but Brotli's, and with that in none of a page of the usual size.
    private const long MostOfByte = 1 << 15;
    private const long UsualPage = 1 << 24;

    /// <summary>The description at the end of a file is within it.</summary>
    /// <exception cref="InvalidDataException">It is not, or there is none.</exception>
    public static void CheckFooter(Stream stream)
    {
        var tail = Bytes(stream, stream.Length - Tail, Tail);
        var length = BinaryPrimitives.ReadInt32LittleEndian(tail);
        if (!tail.AsSpan(4).SequenceEqual("PAR1"u8) || length < 0 || length > stream.Length - Tail)
            throw new InvalidDataException("it does not end as such a file does");
        ThriftStruct.Read(Bytes(stream, stream.Length - Tail - length, length), ParquetShapes.FileMetaData);
    }

    /// <summary>The pages of a group of rows hold what the group has, and no more than is allowed.</summary>
    /// <param name="stream">The file.</param>
    /// <param name="group">What is said of the group.</param>
    /// <param name="most">How many bytes may be unfolded for it.</param>
    /// <returns>Whether they are within the limit.</returns>
    /// <exception cref="InvalidDataException">They do not.</exception>
    public static bool Fits(Stream stream, RowGroup group, long most)
    {
        var (unfolded, header) = (0L, new byte[LongestHeader]);
        foreach (var column in group.Columns)
        {
            var data = column.MetaData ?? throw new InvalidDataException("a column of it has no description");
            var at = Math.Min(
                data.DataPageOffset,
                data.DictionaryPageOffset is > 0 and var first ? first : long.MaxValue
            );
            var isFlat = data.PathInSchema is { Count: 1 };
            for (var values = 0L; values < data.NumValues; )
            {
                stream.Position = at < 0 ? throw new InvalidDataException("a column of it lies nowhere") : at;
                var left = stream.ReadAtLeast(header, LongestHeader, throwOnEndOfStream: false);
                var page = ThriftStruct.Read(header.AsSpan(0, left), ParquetShapes.PageHeader);
                long Number(int outer, int inner) => page.Numbers.GetValueOrDefault((outer, inner));
                var (whole, packed) = (Number(0, 2), Number(0, 3));
                var count = Number(5, 1) + Number(8, 1);
                if (whole < 0 || packed < 0 || packed > stream.Length - at || count < 0 || Number(7, 1) > whole)
                    throw new InvalidDataException("a page of it has a size that cannot be");
                if (whole > Math.Max(UsualPage, packed * MostOfByte) || Says(stream, data, page, at) > (ulong)whole)
                    throw new InvalidDataException("a page of it says that it unfolds to more than it can");
                unfolded += whole;
                if (unfolded > most)
                    return false;
                values += count;
                at += page.Length + packed;
                if (isFlat && (data.NumValues != group.NumRows || values > group.NumRows))
                    throw new InvalidDataException("a column of it has another number of rows than the others");
            }
        }

        return true;
    }

    // In a page of the second version what says which values are missing lies before them, not packed.
    private static ulong Says(Stream stream, ColumnMetaData column, ThriftStruct page, long at)
    {
        long Number(int inner, long absent) => page.Numbers.GetValueOrDefault((8, inner), absent);
        var (first, left) = (Number(5, 0) + Number(6, 0), page.Numbers.GetValueOrDefault((0, 3)));
        if (first < 0 || first > left)
            throw new InvalidDataException("a page of it has a size that cannot be");
        return Number(7, 1) == 0 || left == first
            ? 0
            : PackedPage
                .Says(
                    column.Codec,
                    Bytes(stream, at + page.Length + first, (int)Math.Min(left - first, PackedPage.LongestHead))
                )
                .IfNone(0);
    }

    private static byte[] Bytes(Stream stream, long at, int count)
    {
        if (at < 0 || count > stream.Length - at)
            throw new InvalidDataException("it is shorter than it says");
        var bytes = new byte[count];
        stream.Position = at;
        stream.ReadExactly(bytes);
        return bytes;
    }
}
