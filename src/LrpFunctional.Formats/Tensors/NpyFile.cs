namespace LrpFunctional.Formats.Tensors;

/// <summary>NumPy's <c>.npy</c> files: floating-point vectors and matrices of any byte and storage order.</summary>
internal static class NpyFile
{
    /// <summary>The array in the file.</summary>
    /// <exception cref="FaultException">The file is missing, cut off, or holds anything else.</exception>
    public static Tensor Read(string path) => Read(path, Edge.Bytes(path).Span);

    /// <summary>The array in the bytes of a file.</summary>
    /// <exception cref="FaultException">They are cut off, or hold anything else.</exception>
    public static Tensor Read(string place, ReadOnlySpan<byte> bytes)
    {
        var header = NpyHeader.Parse(place, bytes);
        var type = NumPyType.Parse(header.Code) ?? throw new FaultException(new Fault(
            place, $"its numbers are of type {header.Type}, where floating-point numbers are expected", "write it with numpy.save, as float64 or float32"));
        return TensorBytes.Decode(place, new TensorLayout(type, header.BigEndian, header.Fortran), header.Shape, bytes[header.Size..]);
    }
}
