namespace LrpFunctional.Formats.Tensors;

/// <summary>NumPy's <c>.npy</c> files: floating-point vectors and matrices of any byte and storage order.</summary>
internal static class NpyFile
{
    /// <summary>The array in the file.</summary>
    /// <exception cref="FaultException">The file is missing, cut off, or holds anything else.</exception>
    public static Tensor Read(string path)
    {
        var bytes = Edge.Bytes(path);
        var tensor = Announced(path, path, bytes.Span, bytes.Length, () => bytes).Weights();
        return tensor with { Values = tensor.Values };
    }

    /// <summary>
    /// The array in bytes that are looked at when its numbers are asked for; what stands before them is checked before.
    /// </summary>
    /// <param name="name">The array's name.</param>
    /// <param name="place">The file, and the name in it where it holds several, for messages.</param>
    /// <param name="begin">The bytes that it begins with.</param>
    /// <param name="length">The number of all bytes.</param>
    /// <param name="bytes">All bytes.</param>
    /// <exception cref="FaultException">They begin with no header.</exception>
    public static StateTensor Announced(
        string name,
        string place,
        ReadOnlySpan<byte> begin,
        long length,
        Func<ReadOnlyMemory<byte>> bytes
    )
    {
        var header = NpyHeader.Parse(place, begin);
        ElementType Element() =>
            NumPyType.Parse(header.Code)
            ?? throw new FaultException(
                new Fault(
                    place,
                    $"its numbers are of type {header.Type}, where floating-point numbers are expected",
                    "write it with numpy.save, as float64 or float32"
                )
            );
        return new StateTensor(
            name,
            place,
            header.Type,
            header.Shape,
            shape =>
                header.Fortran && shape.Length < header.Shape.Length
                    ? throw new FaultException(
                        new Fault(
                            place,
                            "its numbers lie column after column, where row after row is expected of more than two axes",
                            "write numpy.ascontiguousarray of it"
                        )
                    )
                    : TensorBytes.Deferred(
                        place,
                        new TensorLayout(Element(), header.BigEndian, header.Fortran),
                        shape,
                        length - header.Size,
                        () => bytes()[header.Size..]
                    )
        );
    }
}
