using System.Collections.Immutable;
using LanguageExt;

namespace LrpFunctional.Formats.Hdf5;

/// <summary>Texts that are attributes of an object.</summary>
internal static class Hdf5Texts
{
    private const int Most = 65_536;
    private const int FixedLength = 3;
    private const int VariableLength = 9;
    private const int Space = 2;

    /// <summary>The texts of the attribute with this name, where there is one.</summary>
    public static Option<ImmutableArray<string>> Of(Hdf5Bytes file, ImmutableArray<Hdf5Message> messages, string name)
    {
        if (
            messages.Any(message =>
                message.Kind == Hdf5MessageKind.AttributeInfo && Heap(file, message.At) != Hdf5Bytes.Nowhere
            )
        )
            throw file.Fault("an object has more attributes than its header holds, as with libver=\"latest\"");
        return messages
            .Where(message => message.Kind == Hdf5MessageKind.Attribute)
            .Select(message => Attribute.At(file, message))
            .Where(attribute => attribute.Name == name)
            .ToImmutableArray() switch
        {
            [] => Option<ImmutableArray<string>>.None,
            [var only] => Values(file, only),
            _ => throw file.Fault($"two attributes of an object are called {name}"),
        };
    }

    private static long Heap(Hdf5Bytes file, long info) => file.I64(info + 2 + ((file.U8(info + 1) & 1) != 0 ? 2 : 0));

    private static ImmutableArray<string> Values(Hdf5Bytes file, Attribute attribute)
    {
        var count = Hdf5Space.Of(file, attribute.Space).Aggregate((Int128)1, (product, size) => product * size);
        if (count < 0 || count > Most)
            throw file.Fault($"the attribute {attribute.Name} has {count} values");
        var (kind, size) = (file.U8(attribute.Type) & 0xf, file.U32(attribute.Type + 4));

        // NumPy gives an empty list of texts the type of numbers.
        if (count == 0)
            return [];
        var places = Enumerable.Range(0, (int)count).Select(index => attribute.Data + (index * size));
        return kind switch
        {
            FixedLength => [.. places.Select(at => Padded(file, at, size, file.U8(attribute.Type + 1) & 0xf))],
            VariableLength =>
            [
                .. places.Select(at => file.Text(Object(file, file.I64(at + 4), file.U32(at + 12), file.U32(at)))),
            ],
            _ => throw file.Fault($"the attribute {attribute.Name} is no text"),
        };
    }

    private static string Padded(Hdf5Bytes file, long at, long size, int padding)
    {
        var text = file.Span(at, size);
        if (padding == Space)
            return file.Text(text.TrimEnd((byte)' '));
        return file.Text(text.IndexOf((byte)0) is >= 0 and var end ? text[..end] : text);
    }

    /// <summary>Texts of any length lie in heaps, numbered.</summary>
    private static ReadOnlySpan<byte> Object(Hdf5Bytes file, long heap, uint index, uint length)
    {
        if (length == 0)
            return [];
        file.Expect(heap, "GCOL"u8, "heap of texts");
        var end = heap + file.Span(heap, file.I64(heap + 8)).Length;
        for (var at = heap + 16; at + 16 <= end; )
        {
            var (number, size) = (file.U16(at), file.Span(at + 16, file.I64(at + 8)).Length);
            if (number == index && length <= size)
                return file.Span(at + 16, length);
            at += 16 + ((size + 7L) / 8 * 8);
        }

        throw file.Fault($"the heap of texts at byte {heap} has no object {index}");
    }

    private sealed record Attribute(string Name, long Type, long Space, long Data)
    {
        public static Attribute At(Hdf5Bytes file, Hdf5Message message)
        {
            var at = message.At;
            var version = file.U8(at);
            if (message.Shared || version is < 1 or > 3 || (version > 1 && (file.U8(at + 1) & 1) != 0))
                throw file.Fault($"the attribute at byte {at} is of version {version}, or its type is elsewhere");
            var (name, type, space) = (file.U16(at + 2), file.U16(at + 4), file.U16(at + 6));
            var start = at + (version == 3 ? 9 : 8);

            // Only the first version fills up each part to a multiple of eight.
            long After(long part, int size) => part + (version == 1 ? (size + 7) / 8 * 8 : size);
            var types = After(start, name);
            return new Attribute(file.Text(start), types, After(types, type), After(After(types, type), space));
        }
    }
}
