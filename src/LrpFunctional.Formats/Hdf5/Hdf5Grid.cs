using System.Collections.Immutable;

namespace LrpFunctional.Formats.Hdf5;

/// <summary>A dataset divided into blocks of one shape, those at its ends reaching beyond it.</summary>
/// <param name="Shape">The sizes of the dataset.</param>
/// <param name="Chunk">The sizes of a block.</param>
/// <param name="NumberSize">How many bytes a number has.</param>
internal sealed record Hdf5Grid(ImmutableArray<long> Shape, ImmutableArray<long> Chunk, int NumberSize)
{
    /// <summary>How many bytes all numbers have.</summary>
    public int Bytes => (int)(NumberSize * Shape.Aggregate(1L, (product, size) => product * size));

    /// <summary>How many bytes a block has.</summary>
    public int BytesOfChunk => (int)(NumberSize * Chunk.Aggregate(1L, (product, size) => product * size));

    /// <summary>How many blocks there are.</summary>
    public long Count => Counts.Aggregate(1L, (product, count) => product * count);

    private ImmutableArray<long> Counts => [.. Shape.Zip(Chunk, (size, part) => (size + part - 1) / part)];

    /// <summary>The division of a dataset.</summary>
    /// <param name="file">The file; what unfolds to more than 100 MB and its limit is refused.</param>
    /// <param name="shape">The sizes of the dataset.</param>
    /// <param name="sizes">Those of a block, and last the bytes of a number.</param>
    public static Hdf5Grid Of(Hdf5Bytes file, ImmutableArray<long> shape, ImmutableArray<long> sizes)
    {
        if (shape.IsEmpty || sizes.Length != shape.Length + 1 || sizes[^1] is not (2 or 4 or 8))
            throw file.Fault($"chunks of ({string.Join(", ", sizes)}) do not divide ({string.Join(", ", shape)})");
        var limit = Math.Max(ReadingLimits.Harmless, (long)file.Limits.Chunks * file.Memory.Length);
        var most = Math.Min(limit, Array.MaxLength);
        foreach (var of in new[] { shape, sizes[..^1] })
        {
            if (of.Any(size => size < 1))
                throw file.Fault($"({string.Join(", ", of)}) numbers are none");
            if (of.Aggregate((decimal)sizes[^1], Product) > most)
                throw new FaultException(
                    new Fault(
                        file.Place,
                        $"({string.Join(", ", of)}) numbers in chunks are more than {most} bytes",
                        ReadingLimits.Remedy("chunks")
                    )
                );
        }

        return new Hdf5Grid(shape, sizes[..^1], (int)sizes[^1]);

        // Beyond what is asked for, no factor matters.
        decimal Product(decimal product, long size) => product > most ? product : product * size;
    }

    /// <summary>Where a block begins, given its number row after row.</summary>
    public ImmutableArray<long> Offsets(long number) =>
        [
            .. Enumerable
                .Range(0, Shape.Length)
                .Select(axis =>
                    number
                    / Counts.Skip(axis + 1).Aggregate(1L, (product, count) => product * count)
                    % Counts[axis]
                    * Chunk[axis]
                ),
        ];

    /// <summary>The number of the block that begins here, or −1.</summary>
    public long Number(ImmutableArray<long> offsets) =>
        offsets.Length == Shape.Length
        && offsets.Index().All(at => at.Item >= 0 && at.Item < Shape[at.Index] && at.Item % Chunk[at.Index] == 0)
            ? offsets.Index().Aggregate(0L, (number, at) => (number * Counts[at.Index]) + (at.Item / Chunk[at.Index]))
            : -1;

    /// <summary>Puts what of a block lies in the dataset where it belongs, run by run of the last axis.</summary>
    public void Put(ReadOnlySpan<byte> chunk, ImmutableArray<long> offsets, Span<byte> numbers)
    {
        var last = Shape.Length - 1;
        var run = (int)Math.Min(Chunk[last], Shape[last] - offsets[last]) * NumberSize;
        var rows = Chunk[..last].Aggregate(1L, (product, size) => product * size);
        for (var row = 0L; row < rows; row++)
        {
            var (rest, target, step, isInside) = (row, offsets[last], Shape[last], true);
            for (var axis = last - 1; axis >= 0; axis--)
            {
                var place = offsets[axis] + (rest % Chunk[axis]);
                isInside &= place < Shape[axis];
                target += place * step;
                step *= Shape[axis];
                rest /= Chunk[axis];
            }

            if (isInside)
            {
                chunk.Slice((int)(row * Chunk[last]) * NumberSize, run).CopyTo(numbers[((int)target * NumberSize)..]);
            }
        }
    }
}
