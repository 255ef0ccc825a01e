using System.Collections.Immutable;

namespace LrpFunctional.Formats.Hdf5;

/// <summary>Where the blocks of a dataset lie, by the indexes that datasets of a fixed size have.</summary>
internal static class Hdf5ChunkIndex
{
    private const int TreeHead = 24;

    /// <summary>A B-tree of version 1, whose keys say where a block belongs; no node is met twice.</summary>
    public static IEnumerable<Hdf5Chunk> Tree(Hdf5Bytes file, long root, Hdf5Grid grid)
    {
        var waiting = new Queue<(long Node, int Level)>([(root, file.U8(root + 5))]);
        var seen = new System.Collections.Generic.HashSet<long>();
        var key = 8 + (8 * (grid.Shape.Length + 1));
        while (waiting.TryDequeue(out var next))
        {
            if (!seen.Add(next.Node))
                throw file.Fault($"two branches of a tree lead to byte {next.Node}");
            file.Expect(next.Node, "TREE\x01"u8, "tree of chunks");
            if (file.U8(next.Node + 5) != next.Level)
                throw file.Fault($"the tree at byte {next.Node} is not of level {next.Level}");
            foreach (var entry in Enumerable.Range(0, file.U16(next.Node + 6)))
            {
                var at = next.Node + TreeHead + (entry * (key + 8));
                if (next.Level > 0)
                    waiting.Enqueue((file.I64(at + key), next.Level - 1));
                else
                    yield return new Hdf5Chunk(file.I64(at + key), file.U32(at), file.U32(at + 4), Offsets(at + 8));
            }
        }

        ImmutableArray<long> Offsets(long at) =>
            [.. Enumerable.Range(0, grid.Shape.Length).Select(axis => file.I64(at + (8 * axis)))];
    }

    /// <summary>Blocks one behind the other.</summary>
    public static IEnumerable<Hdf5Chunk> Run(long at, Hdf5Grid grid) =>
        Numbers(grid.Count)
            .Select(number => new Hdf5Chunk(
                at + (number * grid.BytesOfChunk),
                grid.BytesOfChunk,
                0,
                grid.Offsets(number)
            ));

    /// <summary>An array of the blocks' addresses, in pages where it is long.</summary>
    public static IEnumerable<Hdf5Chunk> FixedArray(Hdf5Bytes file, long head, Hdf5Grid grid)
    {
        file.Expect(head, "FAHD\0"u8, "array of chunks");
        var (isFiltered, size, bits) = (file.U8(head + 5) == 1, file.U8(head + 6), file.U8(head + 7));
        var (count, block) = (file.I64(head + 8), file.I64(head + 16));
        if (count != grid.Count || bits > 30 || size < (isFiltered ? 13 : 8))
            throw file.Fault($"an array names {count} chunks, where {grid.Count} are expected");
        file.Expect(block, "FADB\0"u8, "block of an array of chunks");
        var page = 1L << bits;
        var pages = count > page ? (count + page - 1) / page : 0;
        var first = block + 14 + (pages == 0 ? 0 : ((pages + 7) / 8) + 4);
        return Numbers(count)
            .Select(number =>
            {
                // Each page ends with a checksum.
                var at = first + (number * size) + (pages == 0 ? 0 : number / page * 4);
                return isFiltered
                    ? new Hdf5Chunk(
                        file.I64(at),
                        Length(at + 8, size - 12),
                        file.U32(at + size - 4),
                        grid.Offsets(number)
                    )
                    : new Hdf5Chunk(file.I64(at), grid.BytesOfChunk, 0, grid.Offsets(number));
            });

        long Length(long at, int width)
        {
            var number = 0L;
            foreach (var digit in Enumerable.Range(0, Math.Min(width, 8)).Reverse())
                number = (number << 8) | file.U8(at + digit);
            return number;
        }
    }

    private static IEnumerable<long> Numbers(long count)
    {
        for (var number = 0L; number < count; number++)
            yield return number;
    }
}
