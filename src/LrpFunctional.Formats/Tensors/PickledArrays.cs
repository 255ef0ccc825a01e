using System.Collections.Immutable;
using System.Text;

namespace LrpFunctional.Formats.Tensors;

/// <summary>
/// The closed list of names that NumPy 1 and 2 write into the pickle of an array, and what each stands for.
/// </summary>
internal static class PickledArrays
{
    private const string NdArray = "numpy.ndarray";
    private const string DType = "numpy.dtype";
    private const string Encode = "_codecs.encode";
    private static readonly ImmutableHashSet<string> Reconstruct =
    [
        "numpy.core.multiarray._reconstruct",
        "numpy._core.multiarray._reconstruct",
    ];
    private static readonly ImmutableHashSet<string> FromBuffer =
    [
        "numpy.core.numeric._frombuffer",
        "numpy._core.numeric._frombuffer",
    ];

    public static bool Knows(string name) =>
        name is NdArray or DType or Encode || Reconstruct.Contains(name) || FromBuffer.Contains(name);

    /// <summary>What a call of a known name stands for; null when NumPy would not have written it so.</summary>
    public static Pickle? Call(Pickle.Name callable, ImmutableArray<Pickle> arguments) =>
        (callable.Value, arguments) switch
        {
            (DType, [Pickle.Text code, ..]) => new Pickle.Type(code.Value),
            (Encode, [Pickle.Text text, Pickle.Text { Value: "latin1" }]) => Latin1(text.Value),
            (var name, [Pickle.Name { Value: NdArray }, Pickle.Tuple, Pickle.Bytes]) when Reconstruct.Contains(name) =>
                new Pickle.Array(),
            (var name, [Pickle.Bytes data, Pickle.Type type, Pickle.Tuple shape, Pickle.Text order])
                when FromBuffer.Contains(name) => Fill(new Pickle.Array(), shape, type, order.Value == "F", data),
            _ => null,
        };

    /// <summary>
    /// Gives a type its byte order or an array its content; false when NumPy would not have written it so.
    /// </summary>
    public static bool Build(Pickle value, ImmutableArray<Pickle> state) =>
        (value, state) switch
        {
            (Pickle.Type type, [Pickle.Number, Pickle.Text { Value: "<" or ">" or "|" or "=" } order, ..]) => SetOrder(
                type,
                order.Value == ">"
            ),
            (
                Pickle.Array array,
                [Pickle.Number, Pickle.Tuple shape, Pickle.Type type, Pickle.Truth fortran, Pickle.Bytes data]
            ) => Fill(array, shape, type, fortran.Value, data) is not null,
            _ => false,
        };

    /// <summary>The tensor of a pickled array.</summary>
    /// <exception cref="FaultException">The value is no array of floating-point numbers.</exception>
    public static Tensor Tensor(string name, Pickle value)
    {
        if (value is not Pickle.Array { Layout: { } layout } array)
            throw new FaultException(
                new Fault(
                    name,
                    "it is not a NumPy array of floating-point numbers",
                    "save the weights as float32 or float64 arrays"
                )
            );
        return TensorBytes.Decode(name, layout, array.Shape, array.Data.Span);
    }

    private static bool SetOrder(Pickle.Type type, bool bigEndian)
    {
        type.BigEndian = bigEndian;
        return true;
    }

    private static Pickle.Array? Fill(
        Pickle.Array array,
        Pickle.Tuple shape,
        Pickle.Type type,
        bool fortran,
        Pickle.Bytes data
    )
    {
        if (!shape.Items.All(size => size is Pickle.Number))
            return null;
        array.Layout = NumPyType.Parse(type.Code) is { } element
            ? new TensorLayout(element, type.BigEndian, fortran)
            : null;
        array.Shape = [.. shape.Items.Cast<Pickle.Number>().Select(size => size.Value)];
        array.Data = data.Value;
        return array;
    }

    private static Pickle.Bytes? Latin1(string text) =>
        text.All(character => character <= 0xff) ? new Pickle.Bytes(Encoding.Latin1.GetBytes(text)) : null;
}
