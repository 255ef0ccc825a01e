using System.Collections.Immutable;

namespace LrpFunctional.Formats.Hdf5;

/// <summary>
/// The objects in a group, by name. Only objects of the file itself are followed: no soft links, no other files.
/// </summary>
internal static class Hdf5Links
{
    private const int EntrySize = 40;
    private const int HardLink = 0;
    private const int TypeFlag = 0x08;
    private const int OrderFlag = 0x04;
    private const int CharacterSetFlag = 0x10;

    /// <summary>The headers' addresses under the objects' names.</summary>
    public static ImmutableDictionary<string, long> Of(Hdf5Bytes file, ImmutableArray<Hdf5Message> messages)
    {
        if (
            messages.Any(message =>
                message.Kind == Hdf5MessageKind.LinkInfo && Heap(file, message.At) != Hdf5Bytes.Nowhere
            )
        )
            throw file.Fault("a group has more links than its header holds, as with libver=\"latest\"");
        var tables = messages
            .Where(message => message.Kind == Hdf5MessageKind.SymbolTable)
            .SelectMany(message => Table(file, file.I64(message.At), file.I64(message.At + 8)));
        var links = messages
            .Where(message => message.Kind == Hdf5MessageKind.Link)
            .SelectMany(message => Link(file, message.At));
        return tables
            .Concat(links)
            .GroupBy(link => link.Name, StringComparer.Ordinal)
            .ToImmutableDictionary(
                links => links.Key,
                links =>
                    links.Count() == 1
                        ? links.First().Address
                        : throw file.Fault($"two objects in one group are called {links.Key}"),
                StringComparer.Ordinal
            );
    }

    private static long Heap(Hdf5Bytes file, long info) => file.I64(info + 2 + ((file.U8(info + 1) & 1) != 0 ? 8 : 0));

    private static IEnumerable<(string Name, long Address)> Link(Hdf5Bytes file, long at)
    {
        var flags = file.U8(at + 1);
        var type = (flags & TypeFlag) != 0 ? file.U8(at + 2) : HardLink;
        var length =
            at
            + 2
            + ((flags & TypeFlag) != 0 ? 1 : 0)
            + ((flags & OrderFlag) != 0 ? 8 : 0)
            + ((flags & CharacterSetFlag) != 0 ? 1 : 0);
        var width = 1 << (flags & 3);
        var (name, size) = (length + width, file.Sized(length, width));
        return type == HardLink ? [(file.Text(file.Span(name, size)), file.I64(name + size))] : [];
    }

    private static IEnumerable<(string Name, long Address)> Table(Hdf5Bytes file, long tree, long heap)
    {
        file.Expect(heap, "HEAP"u8, "heap of names");
        var names = file.I64(heap + 24);
        return from node in Leaves(file, tree)
            from at in Entries(file, node)
            where file.U32(at + 16) != 2
            select (file.Text(names + file.I64(at)), file.I64(at + 8));
    }

    private static IEnumerable<long> Entries(Hdf5Bytes file, long node)
    {
        file.Expect(node, "SNOD"u8, "table of names");
        return Enumerable.Range(0, file.U16(node + 6)).Select(entry => node + 8 + (entry * EntrySize));
    }

    // A tree whose branches come back to a node would never end.
    private static ImmutableArray<long> Leaves(Hdf5Bytes file, long root)
    {
        var leaves = ImmutableArray.CreateBuilder<long>();
        var waiting = new Queue<(long Node, int Level)>([(root, file.U8(root + 5))]);
        var seen = new System.Collections.Generic.HashSet<long>();
        while (waiting.TryDequeue(out var next))
        {
            if (!seen.Add(next.Node))
                throw file.Fault($"two branches of a tree lead to byte {next.Node}");
            if (next.Level < 0)
            {
                leaves.Add(next.Node);
                continue;
            }

            file.Expect(next.Node, "TREE\0"u8, "tree of names");
            if (file.U8(next.Node + 5) != next.Level)
                throw file.Fault($"the tree at byte {next.Node} is not of level {next.Level}");
            foreach (var child in Enumerable.Range(0, file.U16(next.Node + 6)))
                waiting.Enqueue((file.I64(next.Node + 32 + (child * 16)), next.Level - 1));
        }

        return leaves.DrainToImmutable();
    }
}
