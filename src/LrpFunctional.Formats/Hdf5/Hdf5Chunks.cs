using System.Collections.Immutable;

namespace LrpFunctional.Formats.Hdf5;

/// <summary>The numbers of a dataset that lie in blocks of one shape.</summary>
/// <param name="File">The file.</param>
/// <param name="Grid">How the dataset is divided.</param>
/// <param name="Filters">What each block went through, in that order.</param>
/// <param name="Named">The blocks that the index names, those without a place too.</param>
internal sealed record Hdf5Chunks(
    Hdf5Bytes File,
    Hdf5Grid Grid,
    ImmutableArray<Hdf5Filter> Filters,
    IEnumerable<Hdf5Chunk> Named
)
{
    /// <summary>How many bytes of the file they take.</summary>
    public long Stored => All.Sum(chunk => (long)File.Span(chunk.At, chunk.Size).Length);

    private IEnumerable<Hdf5Chunk> All => Named.Where(chunk => chunk.At != Hdf5Bytes.Nowhere);

    /// <summary>The blocks that a layout of version 3 or 4 names.</summary>
    public static Hdf5Chunks Of(
        Hdf5Bytes file,
        long layout,
        ImmutableArray<long> shape,
        ImmutableArray<Hdf5Filter> filters
    ) => file.U8(layout) == 3 ? ByTree(file, layout, shape, filters) : ByIndex(file, layout, shape, filters);

    /// <summary>The bytes of the numbers, row after row.</summary>
    /// <exception cref="FaultException">A block is missing, misplaced, twice there, or not as large as the
    /// others.</exception>
    public ReadOnlyMemory<byte> Unfolded()
    {
        var numbers = new byte[Grid.Bytes];
        var left = Grid.Count;
        var seen = new System.Collections.Generic.HashSet<long>();
        foreach (var chunk in All)
        {
            var number = Grid.Number(chunk.Offsets);
            if (number < 0)
                throw File.Fault($"no chunk can stand at ({string.Join(", ", chunk.Offsets)})");
            if (!seen.Add(number))
                throw File.Fault($"two chunks stand at ({string.Join(", ", chunk.Offsets)})");
            Grid.Put(Plain(chunk), chunk.Offsets, numbers);
            left--;
        }

        return left == 0 ? numbers : throw File.Fault($"{left} of {Grid.Count} chunks are missing");
    }

    private ReadOnlySpan<byte> Plain(Hdf5Chunk chunk)
    {
        File.Span(chunk.At, chunk.Size);
        var stored = (ReadOnlyMemory<byte>)File.Memory.Slice((int)chunk.At, (int)chunk.Size);
        var plain = Filters
            .Index()
            .Reverse()
            .Where(filter => (chunk.Skipped >> filter.Index & 1) == 0)
            .Aggregate(stored, (bytes, filter) => filter.Item.Undone(File, bytes, Grid.BytesOfChunk));
        return plain.Length == Grid.BytesOfChunk
            ? plain.Span
            : throw File.Fault($"a chunk has {plain.Length} bytes, where {Grid.BytesOfChunk} are expected");
    }

    private static Hdf5Chunks ByTree(
        Hdf5Bytes file,
        long layout,
        ImmutableArray<long> shape,
        ImmutableArray<Hdf5Filter> filters
    )
    {
        var grid = Hdf5Grid.Of(file, shape, Sizes(file, layout + 11, file.U8(layout + 2), 4));
        return new Hdf5Chunks(file, grid, filters, Hdf5ChunkIndex.Tree(file, file.I64(layout + 3), grid));
    }

    private static Hdf5Chunks ByIndex(
        Hdf5Bytes file,
        long layout,
        ImmutableArray<long> shape,
        ImmutableArray<Hdf5Filter> filters
    )
    {
        var (rank, width) = (file.U8(layout + 3), file.U8(layout + 4));
        if ((file.U8(layout + 2) & 1) != 0)
            throw file.Fault("its chunks at the edge did not go through the filters of the others");
        if (width is not (1 or 2 or 4 or 8))
            throw file.Fault($"the sizes of its chunks have {width} bytes, where 1, 2, 4 or 8 are expected");
        var grid = Hdf5Grid.Of(file, shape, Sizes(file, layout + 5, rank, width));
        var index = layout + 5 + (rank * width);
        return new Hdf5Chunks(
            file,
            grid,
            filters,
            file.U8(index) switch
            {
                1 when (file.U8(layout + 2) & 2) != 0 =>
                [
                    new Hdf5Chunk(file.I64(index + 13), file.I64(index + 1), file.U32(index + 9), grid.Offsets(0)),
                ],
                1 => [new Hdf5Chunk(file.I64(index + 1), grid.BytesOfChunk, 0, grid.Offsets(0))],
                2 => Hdf5ChunkIndex.Run(file.I64(index + 1), grid),
                3 => Hdf5ChunkIndex.FixedArray(file, file.I64(index + 2), grid),
                var other => throw file.Fault(
                    $"its chunks are found by an index of kind {other}, as where a dataset can grow; 1 to 3 are read"
                ),
            }
        );
    }

    private static ImmutableArray<long> Sizes(Hdf5Bytes file, long at, int rank, int width) =>
        [.. Enumerable.Range(0, rank).Select(axis => file.Sized(at + (axis * width), width))];
}
