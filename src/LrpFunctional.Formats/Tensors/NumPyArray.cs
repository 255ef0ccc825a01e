using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Globalization;
using System.Numerics;
using System.Runtime.InteropServices;
using System.Text;

namespace LrpFunctional.Formats.Tensors;

/// <summary>
/// An array of NumPy's with any number of dimensions: whole numbers, floating-point numbers or texts, read from its
/// bytes piece by piece.
/// </summary>
internal sealed record NumPyArray
{
    // NumPy's own limit.
    private const int MostSizes = 64;

    private readonly NpyHeader _header;
    private readonly int _size;
    private readonly ReadOnlyMemory<byte> _bytes;

    private NumPyArray(string place, NpyHeader header, int size, ImmutableArray<int> shape, ReadOnlyMemory<byte> bytes)
    {
        Place = place;
        Shape = shape;
        _header = header;
        _size = size;
        _bytes = bytes;
    }

    /// <summary>The file, and the name in it where it holds several, for messages.</summary>
    public string Place { get; }

    /// <summary>The sizes.</summary>
    public ImmutableArray<int> Shape { get; }

    /// <summary>Whether it holds whole numbers.</summary>
    public bool IsInteger => _header.Code[0] is 'i' or 'u' or 'b';

    /// <summary>Whether it holds floating-point numbers.</summary>
    public bool IsFloat => _header.Code[0] == 'f';

    /// <summary>The array in the bytes of a file.</summary>
    /// <exception cref="FaultException">They are cut off, or hold anything else.</exception>
    public static NumPyArray Parse(string place, ReadOnlyMemory<byte> bytes)
    {
        var header = NpyHeader.Parse(place, bytes.Span);
        if (header.Code == "O")
        {
            throw new FaultException(
                new Fault(
                    place,
                    "it holds Python's objects, which only Python reads",
                    "for sequences of different lengths write numpy.savez(file, "
                        + "values=numpy.concatenate(sequences), lengths=[len(s) for s in sequences])"
                )
            );
        }

        var size = SizeOf(header.Code);
        if (size == 0)
            throw new FaultException(
                new Fault(
                    place,
                    $"its type is {header.Type}, where numbers or texts are expected",
                    "write it as float64, float32, int64 or the like"
                )
            );
        if (header.Shape.Length is 0 or > MostSizes || header.Shape.Any(length => length is < 1 or > int.MaxValue))
            throw new FaultException(
                new Fault(
                    place,
                    $"its shape is ({string.Join(", ", header.Shape.Take(MostSizes))}), "
                        + $"where 1 to {MostSizes} sizes from 1 on are expected",
                    "leave empty arrays out"
                )
            );
        var expected = header.Shape.Aggregate((BigInteger)size, (product, length) => product * length);
        return expected == bytes.Length - header.Size
            ? new NumPyArray(place, header, size, [.. header.Shape.Select(length => (int)length)], bytes[header.Size..])
            : throw new FaultException(
                new Fault(
                    place,
                    $"{bytes.Length - header.Size} bytes hold the numbers, "
                        + $"where the shape ({string.Join(", ", header.Shape)}) expects {expected}",
                    "the file may be cut off; copy it again"
                )
            );
    }

    /// <summary>A run of numbers, the last index running fastest.</summary>
    public ImmutableArray<double> Doubles(long first, int count)
    {
        var numbers = new double[count];
        for (var i = 0; i < count; i++)
            numbers[i] = IsFloat ? Float(Element(first + i)) : Whole(Element(first + i));
        return ImmutableCollectionsMarshal.AsImmutableArray(numbers);
    }

    /// <summary>A run of whole numbers, the last index running fastest.</summary>
    public ImmutableArray<long> Longs(long first, int count)
    {
        var numbers = new long[count];
        for (var i = 0; i < count; i++)
            numbers[i] = Whole(Element(first + i));
        return ImmutableCollectionsMarshal.AsImmutableArray(numbers);
    }

    /// <summary>An element as text.</summary>
    public string Text(int at) =>
        _header.Code[0] switch
        {
            'U' => new UTF32Encoding(_header.BigEndian, byteOrderMark: false).GetString(Element(at)).TrimEnd('\0'),
            'S' => DecodedUtf8(Element(at).TrimEnd((byte)0).ToArray()),
            _ => Whole(Element(at)).ToString(CultureInfo.InvariantCulture),
        };

    /// <summary>Type and shape, as in <c>&lt;f4 of shape 2×3</c>.</summary>
    public override string ToString() => $"{_header.Type} of shape {string.Join('×', Shape)}";

    private static int SizeOf(string code) =>
        code switch
        {
            "i1" or "u1" or "b1" => 1,
            "f2" or "i2" or "u2" => 2,
            "f4" or "i4" or "u4" => 4,
            "f8" or "i8" or "u8" => 8,
            ['S', .. var length]
                when int.TryParse(length, NumberStyles.None, CultureInfo.InvariantCulture, out var bytes) => bytes,
            ['U', .. var length]
                when int.TryParse(length, NumberStyles.None, CultureInfo.InvariantCulture, out var characters)
                    && characters <= int.MaxValue / 4 => 4 * characters,
            _ => 0,
        };

    private string DecodedUtf8(byte[] text) => Edge.DecodeUtf8(Place, () => Edge.Utf8.GetString(text));

    private ReadOnlySpan<byte> Element(long at) =>
        _bytes.Span.Slice((int)(_header.Fortran ? Stored(at) : at) * _size, _size);

    // The first index runs fastest in the file, the last one here.
    private long Stored(long at)
    {
        var (stored, stride) = (0L, (long)_bytes.Length / _size);
        for (var axis = Shape.Length - 1; axis >= 0; axis--)
        {
            stride /= Shape[axis];
            stored += at % Shape[axis] * stride;
            at /= Shape[axis];
        }

        return stored;
    }

    private double Float(ReadOnlySpan<byte> bytes) =>
        (_size, _header.BigEndian) switch
        {
            (2, false) => (double)BinaryPrimitives.ReadHalfLittleEndian(bytes),
            (2, true) => (double)BinaryPrimitives.ReadHalfBigEndian(bytes),
            (4, false) => BinaryPrimitives.ReadSingleLittleEndian(bytes),
            (4, true) => BinaryPrimitives.ReadSingleBigEndian(bytes),
            (_, false) => BinaryPrimitives.ReadDoubleLittleEndian(bytes),
            (_, true) => BinaryPrimitives.ReadDoubleBigEndian(bytes),
        };

    // Unsigned numbers beyond the signed ones are as far as ids and classes can be from being there.
    private long Whole(ReadOnlySpan<byte> bytes) =>
        (_size, _header.BigEndian, _header.Code[0] == 'i') switch
        {
            (1, _, true) => (sbyte)bytes[0],
            (1, _, false) => bytes[0],
            (2, false, true) => BinaryPrimitives.ReadInt16LittleEndian(bytes),
            (2, true, true) => BinaryPrimitives.ReadInt16BigEndian(bytes),
            (2, false, false) => BinaryPrimitives.ReadUInt16LittleEndian(bytes),
            (2, true, false) => BinaryPrimitives.ReadUInt16BigEndian(bytes),
            (4, false, true) => BinaryPrimitives.ReadInt32LittleEndian(bytes),
            (4, true, true) => BinaryPrimitives.ReadInt32BigEndian(bytes),
            (4, false, false) => BinaryPrimitives.ReadUInt32LittleEndian(bytes),
            (4, true, false) => BinaryPrimitives.ReadUInt32BigEndian(bytes),
            (_, false, true) => BinaryPrimitives.ReadInt64LittleEndian(bytes),
            (_, true, true) => BinaryPrimitives.ReadInt64BigEndian(bytes),
            (_, false, false) => long.CreateSaturating(BinaryPrimitives.ReadUInt64LittleEndian(bytes)),
            (_, true, false) => long.CreateSaturating(BinaryPrimitives.ReadUInt64BigEndian(bytes)),
        };
}
