using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Numerics.Tensors;
using System.Runtime.InteropServices;
using LrpFunctional.Layers;
using LrpFunctional.Memory;
using LrpFunctional.Numerics;

namespace LrpFunctional.Formats.Tensors;

/// <summary>Tensors from bytes and back.</summary>
internal static class TensorBytes
{
    public static int SizeOf(ElementType type) =>
        type switch
        {
            ElementType.F16 or ElementType.BF16 => 2,
            ElementType.F32 => 4,
            _ => 8,
        };

    /// <summary>The tensor in exactly these bytes.</summary>
    /// <exception cref="FaultException">It is no vector or matrix, the bytes are too many or too few for the shape, or
    /// a number is not finite.</exception>
    public static Tensor Decode(string name, TensorLayout layout, ImmutableArray<long> shape, ReadOnlySpan<byte> bytes)
    {
        var sizes = Sizes(name, layout, shape, bytes.Length);
        return new Tensor(name, layout.Type, sizes, Numbers(name, layout, sizes, bytes));
    }

    /// <summary>
    /// The tensor in bytes that are looked at when its numbers are asked for; shape and length are checked before.
    /// </summary>
    /// <exception cref="FaultException">It is no vector or matrix, or the bytes are too many or too few for the
    /// shape.</exception>
    public static Tensor Deferred(
        string name,
        TensorLayout layout,
        ImmutableArray<long> shape,
        long length,
        Func<ReadOnlyMemory<byte>> bytes
    )
    {
        var sizes = Sizes(name, layout, shape, length);
        return new Tensor(name, layout.Type, sizes, new Lazy<Matrix>(() => Numbers(name, layout, sizes, bytes().Span)));
    }

    private static ImmutableArray<int> Sizes(string name, TensorLayout layout, ImmutableArray<long> shape, long length)
    {
        if (shape.Length is not (1 or 2) || shape.Any(size => size is < 1 or > int.MaxValue))
            throw new FaultException(
                new Fault(
                    name,
                    $"the shape is ({string.Join(", ", shape)}), where a vector or matrix is expected",
                    "export the model's own weights"
                )
            );
        var count = shape.Aggregate((Int128)1, (product, size) => product * size);
        if (count * SizeOf(layout.Type) != length)
        {
            throw new FaultException(
                new Fault(
                    name,
                    $"{length} bytes hold the numbers, "
                        + $"where the shape ({string.Join(", ", shape)}) expects {count * SizeOf(layout.Type)}",
                    "the file may be cut off; copy it again"
                )
            );
        }

        return [.. shape.Select(size => (int)size)];
    }

    private static Matrix Numbers(string name, TensorLayout layout, ImmutableArray<int> shape, ReadOnlySpan<byte> bytes)
    {
        var (rows, columns) = shape.Length == 1 ? (1, shape[0]) : (shape[0], shape[1]);
        var numbers = LargePages.Array<double>(rows * columns);
        if (layout is { Fortran: false, BigEndian: false, Type: not ElementType.BF16 } && BitConverter.IsLittleEndian)
            Widen(layout.Type, bytes, numbers);
        else
            Reorder(layout, bytes, rows, columns, numbers);

        // Checked here, while rows and columns are those of the file.
        return new Weight(name, Matrix.Of(rows, columns, ImmutableCollectionsMarshal.AsImmutableArray(numbers)))
            .Finite()
            .OrThrow();
    }

    /// <summary>The numbers in the tensor's own type, little-endian, row after row.</summary>
    public static byte[] Encode(Tensor tensor)
    {
        var size = SizeOf(tensor.Type);
        var bytes = new byte[tensor.Values.Span.Length * size];
        for (var i = 0; i < tensor.Values.Span.Length; i++)
        {
            var target = bytes.AsSpan(i * size);
            var number = tensor.Values.Span[i];
            switch (tensor.Type)
            {
                case ElementType.F16:
                    BinaryPrimitives.WriteHalfLittleEndian(target, (Half)number);
                    break;
                case ElementType.BF16:
                    BinaryPrimitives.WriteUInt16LittleEndian(
                        target,
                        (ushort)(BitConverter.SingleToUInt32Bits((float)number) >> 16)
                    );
                    break;
                case ElementType.F32:
                    BinaryPrimitives.WriteSingleLittleEndian(target, (float)number);
                    break;
                default:
                    BinaryPrimitives.WriteDoubleLittleEndian(target, number);
                    break;
            }
        }

        return bytes;
    }

    // As nearly all files have them: numbers in the order and with the bytes that memory has them.
    private static void Widen(ElementType type, ReadOnlySpan<byte> bytes, Span<double> numbers)
    {
        if (type == ElementType.F64)
        {
            MemoryMarshal.Cast<byte, double>(bytes).CopyTo(numbers);
        }
        else if (type == ElementType.F32)
        {
            TensorPrimitives.ConvertTruncating(MemoryMarshal.Cast<byte, float>(bytes), numbers);
        }
        else
        {
            // A few at a time, so that the numbers between stay near.
            Span<float> floats = stackalloc float[1024];
            var halves = MemoryMarshal.Cast<byte, Half>(bytes);
            while (!halves.IsEmpty)
            {
                var count = Math.Min(halves.Length, floats.Length);
                TensorPrimitives.ConvertToSingle(halves[..count], floats);
                TensorPrimitives.ConvertTruncating<float, double>(floats[..count], numbers);
                halves = halves[count..];
                numbers = numbers[count..];
            }
        }
    }

    private static void Reorder(
        TensorLayout layout,
        ReadOnlySpan<byte> bytes,
        int rows,
        int columns,
        Span<double> numbers
    )
    {
        for (var i = 0; i < numbers.Length; i++)
        {
            var stored = layout.Fortran ? (i % columns * rows) + (i / columns) : i;
            numbers[i] = Number(layout, bytes[(stored * SizeOf(layout.Type))..]);
        }
    }

    private static double Number(TensorLayout layout, ReadOnlySpan<byte> bytes) =>
        (layout.Type, layout.BigEndian) switch
        {
            (ElementType.F16, false) => (double)BinaryPrimitives.ReadHalfLittleEndian(bytes),
            (ElementType.F16, true) => (double)BinaryPrimitives.ReadHalfBigEndian(bytes),
            (ElementType.BF16, false) => BitConverter.UInt32BitsToSingle(
                (uint)BinaryPrimitives.ReadUInt16LittleEndian(bytes) << 16
            ),
            (ElementType.BF16, true) => BitConverter.UInt32BitsToSingle(
                (uint)BinaryPrimitives.ReadUInt16BigEndian(bytes) << 16
            ),
            (ElementType.F32, false) => BinaryPrimitives.ReadSingleLittleEndian(bytes),
            (ElementType.F32, true) => BinaryPrimitives.ReadSingleBigEndian(bytes),
            (_, false) => BinaryPrimitives.ReadDoubleLittleEndian(bytes),
            (_, true) => BinaryPrimitives.ReadDoubleBigEndian(bytes),
        };
}
