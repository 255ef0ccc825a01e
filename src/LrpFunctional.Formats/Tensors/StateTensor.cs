using System.Collections.Immutable;

namespace LrpFunctional.Formats.Tensors;

/// <summary>A tensor as a file announces it, of any type and with any number of axes.</summary>
/// <param name="Name">Its name in the file.</param>
/// <param name="Place">The file and the name, for messages.</param>
/// <param name="Type">How its numbers are stored, as the file calls it.</param>
/// <param name="Shape">The size of each axis.</param>
/// <param name="Read">Its weights under a shape of one or two axes with as many numbers; throws a fault where it is
/// none of weights, or has more axes.</param>
internal sealed record StateTensor(
    string Name,
    string Place,
    string Type,
    ImmutableArray<long> Shape,
    Func<ImmutableArray<long>, Tensor> Read
)
{
    /// <summary>The tensor of weights that it is.</summary>
    /// <exception cref="FaultException">It is none, or has more than two axes.</exception>
    public Tensor Weights() => Read(Shape);

    /// <summary>The same with the axes from the second on taken together.</summary>
    /// <exception cref="FaultException">It is no tensor of weights.</exception>
    public Tensor InRows() =>
        Shape.Length <= 2
            ? Read(Shape)
            : Read([Shape[0], (long)Shape[1..].Aggregate((Int128)1, (product, size) => Bounded(product * size))]);

    // Beyond it no file has numbers, and their bytes are counted later.
    private static Int128 Bounded(Int128 count) => Int128.Min(count, int.MaxValue);

    /// <summary>The fault of numbers that are no weights.</summary>
    public static FaultException Unread(string place, string type) =>
        new(
            new Fault(
                place,
                $"its type is {type}, where F64, F32, F16 or BF16 is expected",
                "store only the network's own weights, as floating-point numbers"
            )
        );
}
