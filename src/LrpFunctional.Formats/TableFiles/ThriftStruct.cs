using System.Collections.Immutable;

namespace LrpFunctional.Formats.TableFiles;

/// <summary>
/// A structure in Thrift's compact protocol, walked through to its end, so that nothing in it is longer than what is
/// there.
/// </summary>
/// <param name="Length">How many bytes it has.</param>
/// <param name="Numbers">Its whole numbers by the ids of their fields, of a structure within it behind its own id.</param>
internal sealed record ThriftStruct(int Length, ImmutableDictionary<(int Outer, int Inner), long> Numbers)
{
    private const int Deepest = 16;

    /// <summary>The structure at the begin of some bytes.</summary>
    /// <exception cref="InvalidDataException">There is none.</exception>
    public static ThriftStruct Read(ReadOnlySpan<byte> bytes)
    {
        var numbers = ImmutableDictionary.CreateBuilder<(int, int), long>();
        var rest = bytes;
        Struct(ref rest, 0, 0, numbers);
        return new ThriftStruct(bytes.Length - rest.Length, numbers.ToImmutable());
    }

    private static void Struct(
        ref ReadOnlySpan<byte> rest,
        int depth,
        int outer,
        ImmutableDictionary<(int, int), long>.Builder numbers
    )
    {
        if (depth > Deepest)
            throw Broken();
        var field = 0;
        while (Byte(ref rest) is not 0 and var head)
        {
            field = head >> 4 == 0 ? (int)Signed(ref rest) : field + (head >> 4);
            switch (head & 15)
            {
                case 4 or 5 or 6:
                    var number = Signed(ref rest);
                    if (depth < 2)
                        numbers[(outer, field)] = number;
                    break;
                case 12:
                    Struct(ref rest, depth + 1, field, numbers);
                    break;
                case 1 or 2:
                    break;
                case var kind:
                    Value(ref rest, kind, depth, numbers);
                    break;
            }
        }
    }

    private static void Value(
        ref ReadOnlySpan<byte> rest,
        int kind,
        int depth,
        ImmutableDictionary<(int, int), long>.Builder numbers
    )
    {
        switch (kind)
        {
            case 1 or 2 or 3:
                Skip(ref rest, 1);
                break;
            case 4 or 5 or 6:
                Unsigned(ref rest);
                break;
            case 7:
                Skip(ref rest, sizeof(double));
                break;
            case 8:
                Skip(ref rest, Unsigned(ref rest));
                break;
            case 9 or 10:
                var head = Byte(ref rest);
                var size = head >> 4 == 15 ? Unsigned(ref rest) : (ulong)(head >> 4);
                if (size > (ulong)rest.Length)
                    throw Broken();
                for (var at = 0UL; at < size; at++)
                    Value(ref rest, head & 15, depth + 1, numbers);
                break;
            case 12:
                // What is in lists has no place among the numbers: it lies too deep.
                Struct(ref rest, Math.Max(depth + 1, 2), 0, numbers);
                break;
            default:
                throw Broken();
        }
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

    private static ulong Unsigned(ref ReadOnlySpan<byte> rest)
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
