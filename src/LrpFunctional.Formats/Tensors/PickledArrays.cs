using System.Collections.Immutable;

namespace LrpFunctional.Formats.Tensors;

/// <summary>
/// The closed list of names that NumPy 1 and 2 write into the pickle of an array, and what each stands for.
/// </summary>
internal sealed class PickledArrays : PickleNames
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

    private PickledArrays() { }

    public static PickledArrays Instance { get; } = new();

    public override string Manner => "as NumPy and Python write it";

    public override string Remedy =>
        "only lists of words and dictionaries of NumPy arrays are read, and nothing in a pickle is ever run; "
        + "save the model again as such";

    public override bool HoldsAnything => false;

    public override bool Knows(string name) =>
        name is NdArray or DType or Encode || Reconstruct.Contains(name) || FromBuffer.Contains(name);

    public override Pickle? Call(Pickle.Name callable, ImmutableArray<Pickle> arguments) =>
        (callable.Value, arguments) switch
        {
            (DType, [Pickle.Text code, ..]) => new Pickle.Type(code.Value),
            (Encode, [Pickle.Text text, Pickle.Text { Value: "latin1" }]) => text.Latin1,
            (var name, [Pickle.Name { Value: NdArray }, Pickle.Tuple, Pickle.Bytes]) when Reconstruct.Contains(name) =>
                new Pickle.Array(),
            (var name, [Pickle.Bytes data, Pickle.Type type, Pickle.Tuple shape, Pickle.Text order])
                when FromBuffer.Contains(name) => Fill(new Pickle.Array(), shape, type, order.Value == "F", data),
            _ => null,
        };

    /// <summary>Gives a type its byte order or an array its content.</summary>
    public override bool Build(Pickle value, Pickle state) =>
        (value, (state as Pickle.Tuple)?.Items ?? []) switch
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

    public override Pickle? Persistent(Pickle id) => null;

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
}
