using System.Collections.Immutable;
using LrpFunctional.Formats.Tensors;

namespace LrpFunctional.Formats.Hdf5;

/// <summary>
/// The floating-point numbers of a dataset, in one run or in chunks; numbers in other files are refused.
/// </summary>
/// <param name="Place">The file and the dataset's path in it, for messages.</param>
/// <param name="Layout">How each number is stored.</param>
/// <param name="Shape">The sizes.</param>
/// <param name="Stored">How many bytes of the file they take.</param>
/// <param name="Unfolded">The bytes of the numbers, row after row.</param>
internal sealed record Hdf5Numbers(
    string Place,
    TensorLayout Layout,
    ImmutableArray<long> Shape,
    long Stored,
    Func<ReadOnlyMemory<byte>> Unfolded
)
{
    private const int FloatingPoint = 1;
    private const int Compact = 0;
    private const int Contiguous = 1;
    private const int Chunked = 2;

    /// <summary>The vector or matrix.</summary>
    public Tensor Tensor => TensorBytes.Decode(Place, Layout, Shape, Unfolded().Span);

    /// <summary>The matrix with rows for columns; a vector as it is.</summary>
    public Tensor Transposed =>
        TensorBytes.Decode(Place, Layout with { Fortran = true }, [.. Shape.Reverse()], Unfolded().Span);

    public static Hdf5Numbers Of(Hdf5Bytes file, string place, ImmutableArray<Hdf5Message> messages)
    {
        FaultException Refused(string problem) =>
            new(new Fault(place, problem, "store the weights as h5py does by default, as float32 or float64"));
        long At(Hdf5MessageKind kind) =>
            messages.Where(message => message.Kind == kind).ToImmutableArray() is [{ Shared: false } message]
                ? message.At
                : throw Refused("it is no dataset of numbers");
        if (messages.Any(message => message.Kind == Hdf5MessageKind.ExternalFiles))
            throw Refused("its numbers lie in another file");
        var layout = At(Hdf5MessageKind.Layout);
        if (file.U8(layout) is < 3 or > 4 || file.U8(layout + 1) is not (Compact or Contiguous or Chunked))
            throw Refused("its numbers are put together from others");
        var type =
            Type(file, At(Hdf5MessageKind.Datatype))
            ?? throw Refused("its numbers are not floating-point of 16, 32 or 64 bits");
        var shape = Hdf5Space.Of(file, At(Hdf5MessageKind.Dataspace));
        if (file.U8(layout + 1) == Chunked)
        {
            var filters = messages
                .Where(message => message.Kind == Hdf5MessageKind.Filters)
                .SelectMany(message => Hdf5Filter.Pipeline(file, message.At))
                .ToImmutableArray();
            var chunks = Hdf5Chunks.Of(file, layout, shape, filters);
            return new Hdf5Numbers(place, type, shape, chunks.Stored, chunks.Unfolded);
        }

        var (start, length) =
            file.U8(layout + 1) == Compact
                ? (layout + 4, file.U16(layout + 2))
                : (file.I64(layout + 2), file.I64(layout + 10));
        if (start == Hdf5Bytes.Nowhere)
            throw Refused("it holds no numbers");
        file.Span(start, length);
        return new Hdf5Numbers(place, type, shape, length, () => file.Memory.Slice((int)start, (int)length));
    }

    private static TensorLayout? Type(Hdf5Bytes file, long at)
    {
        if ((file.U8(at) & 0xf) != FloatingPoint)
            return null;
        ElementType? type = (
            file.U32(at + 4),
            file.U16(at + 8),
            file.U16(at + 10),
            file.U32(at + 12),
            file.U32(at + 16)
        ) switch
        {
            (2, 0, 16, 0x0a00_050a, 15) => ElementType.F16,
            (4, 0, 32, 0x1700_0817, 127) => ElementType.F32,
            (8, 0, 64, 0x3400_0b34, 1023) => ElementType.F64,
            _ => null,
        };
        return type is { } element ? new TensorLayout(element, (file.U8(at + 1) & 1) != 0, false) : null;
    }
}
