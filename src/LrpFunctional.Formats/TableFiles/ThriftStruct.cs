using System.Collections.Immutable;

namespace LrpFunctional.Formats.TableFiles;

/// <summary>
/// A structure in Thrift's compact protocol, walked through to its end, so that nothing in it is longer than what is
/// there.
/// </summary>
/// <param name="Length">How many bytes it has.</param>
/// <param name="Numbers">
/// Its whole numbers, and 1 for true, by the ids of their fields, of a structure within it behind its own id.
/// </param>
internal sealed record ThriftStruct(int Length, ImmutableDictionary<(int Outer, int Inner), long> Numbers)
{
    /// <summary>The structure at the begin of some bytes.</summary>
    /// <exception cref="InvalidDataException">There is none, or a field of it is of another kind.</exception>
    public static ThriftStruct Read(ReadOnlySpan<byte> bytes, ThriftShape.Struct shape)
    {
        var numbers = ImmutableDictionary.CreateBuilder<(int, int), long>();
        var rest = bytes;
        Fields(ref rest, shape, (0, 0), numbers);
        return new ThriftStruct(bytes.Length - rest.Length, numbers.ToImmutable());
    }

    private static void Fields(
        ref ReadOnlySpan<byte> rest,
        ThriftShape.Struct shape,
        (int Depth, int Id) outer,
        ImmutableDictionary<(int, int), long>.Builder numbers
    )
    {
        var id = 0L;
        while (Byte(ref rest) is not 0 and var head)
        {
            id = head >> 4 == 0 ? Signed(ref rest) : id + (head >> 4);
            if (id is < 0 or > short.MaxValue)
                throw Broken();
            Value(ref rest, head & 15, shape[(int)id], (outer.Depth, outer.Id, (int)id), numbers);
        }
    }

    private static void Value(
        ref ReadOnlySpan<byte> rest,
        int kind,
        ThriftShape shape,
        (int Depth, int Outer, int Id) at,
        ImmutableDictionary<(int, int), long>.Builder numbers
    )
    {
        if (!shape.Kinds.Contains(kind))
            throw new InvalidDataException(
                shape is ThriftShape.Refused refused
                    ? refused.Problem
                    : "a part of its description is of another kind than it should be"
            );
        switch (kind)
        {
            case 1 or 2:
                if (at.Depth < 2)
                    numbers[(at.Outer, at.Id)] = kind == 1 ? 1 : 0;
                break;
            case 3:
                Skip(ref rest, 1);
                break;
            case 4 or 5 or 6:
                var number = Signed(ref rest);
                if (at.Depth < 2)
                    numbers[(at.Outer, at.Id)] = number;
                break;
            case 7:
                Skip(ref rest, sizeof(double));
                break;
            case 8:
                Skip(ref rest, Unsigned(ref rest));
                break;
            case ThriftShape.ListKind:
                List(ref rest, shape is ThriftShape.ListOf list ? list.Element : ThriftShape.UnknownElement, numbers);
                break;
            default:
                Fields(ref rest, (ThriftShape.Struct)shape, (at.Depth + 1, at.Id), numbers);
                break;
        }
    }

    private static void List(
        ref ReadOnlySpan<byte> rest,
        ThriftShape element,
        ImmutableDictionary<(int, int), long>.Builder numbers
    )
    {
        var head = Byte(ref rest);
        var size = head >> 4 == 15 ? Unsigned(ref rest) : (ulong)(head >> 4);
        if (size > (ulong)rest.Length)
            throw Broken();
        // What is in lists has no place among the numbers: it lies too deep.
        for (var at = 0UL; at < size; at++)
            Value(ref rest, head & 15, element, (2, 0, 0), numbers);
    }

    private static byte Byte(ref ReadOnlySpan<byte> rest)
    {
        if (rest.IsEmpty)
            throw Broken();
        var first = rest[0];
        rest = rest[1..];
        return first;
    }

    private static void Skip(ref ReadOnlySpan<byte> rest, ulong count)
    {
        if (count > (ulong)rest.Length)
            throw Broken();
        rest = rest[(int)count..];
    }

    /// <summary>A number of seven bits a byte, the last of which is below 128, at the begin of some bytes.</summary>
    /// <exception cref="InvalidDataException">There is none of 64 bits.</exception>
    public static ulong Unsigned(ref ReadOnlySpan<byte> rest)
    {
        var value = 0UL;
        for (var shift = 0; shift < 64; shift += 7)
        {
            var next = Byte(ref rest);
            value |= (ulong)(next & 127) << shift;
            if (next < 128)
                return value;
        }

        throw Broken();
    }

    private static long Signed(ref ReadOnlySpan<byte> rest)
    {
        var value = Unsigned(ref rest);
        return (long)(value >> 1) ^ -(long)(value & 1);
    }

    private static InvalidDataException Broken() => new("a part of its description is longer than what is there");
}
