using System.Collections.Immutable;
using LanguageExt;

namespace LrpFunctional.Formats.Tensors.PyTorch;

/// <summary>
/// A tensor as PyTorch keeps it: numbers of a storage, so many steps from each other along each axis.
/// </summary>
/// <param name="Storage">Where the numbers are.</param>
/// <param name="Type">How each is stored.</param>
/// <param name="Offset">The number that the first one is, counted from 0.</param>
/// <param name="Shape">The size of each axis.</param>
/// <param name="Strides">How many numbers further the next one along each axis is.</param>
internal sealed record StridedTensor(
    TorchStorage Storage,
    TorchType Type,
    long Offset,
    ImmutableArray<long> Shape,
    ImmutableArray<long> Strides
)
{
    /// <summary>How many numbers it has; a number that several indices name counts for each.</summary>
    public Int128 Count => Shape.Aggregate((Int128)1, Product);

    /// <summary>The bytes of all its numbers.</summary>
    public Int128 Length => Product(Count, Type.Size);

    private bool IsInOrder =>
        Strides
            .Reverse()
            .Zip(Shape.Reverse().Scan(1L, (size, axis) => size * axis), (stride, expected) => (stride, expected))
            .Zip(Shape.Reverse(), (step, size) => size == 1 || step.stride == step.expected)
            .All(isNext => isNext);

    /// <summary>
    /// Whether every number is one of the storage, and none is there more often than the storage is long.
    /// </summary>
    public Validation<Fault, Unit> Fits(string place)
    {
        if (Offset < 0 || Shape.Any(size => size < 0) || Strides.Any(stride => stride < 0))
            return Refused(place, "where none of these numbers is below 0");
        if (Shape.Contains(0))
            return Unit.Default;
        var last = Shape
            .Zip(Strides)
            .Aggregate((Int128)Offset, (sum, axis) => sum + ((Int128)(axis.Item1 - 1) * axis.Item2));
        if ((last + 1) * Type.Size > Storage.Length)
            return Refused(place, $"where its storage has {Storage.Length / Type.Size} numbers");
        return Validations.Require(
            Length <= Storage.Length,
            new Fault(
                place,
                $"its shape ({string.Join(", ", Shape)}) has the same numbers again and again, of a storage of "
                    + $"{Storage.Length / Type.Size}",
                "save it with .contiguous()"
            )
        );
    }

    /// <summary>The bytes of its numbers, row after row.</summary>
    /// <param name="bytes">Those of the storage.</param>
    public ReadOnlyMemory<byte> Bytes(ReadOnlyMemory<byte> bytes)
    {
        var start = bytes[(int)(Offset * Type.Size)..];
        if (IsInOrder)
            return start[..(int)Length];
        var (size, row) = (Type.Size, (int)(Shape[^1] * Type.Size));
        var gathered = new byte[(int)Length];
        for (var at = 0; at < gathered.Length; at += size)
        {
            var from = (at / row * (Shape.Length == 2 ? Strides[0] : 0)) + (at % row / size * Strides[^1]);
            start.Span.Slice((int)(from * size), size).CopyTo(gathered.AsSpan(at));
        }

        return gathered;
    }

    private Fault Refused(string place, string expected) =>
        new(
            place,
            $"it begins at {Offset}, with the shape ({string.Join(", ", Shape)}) and the strides "
                + $"({string.Join(", ", Strides)}), {expected}",
            "the file is damaged; save it again with torch.save"
        );

    // No more than is too many for any file.
    private static Int128 Product(Int128 product, long size) => Int128.Min(product * size, long.MaxValue);
}
