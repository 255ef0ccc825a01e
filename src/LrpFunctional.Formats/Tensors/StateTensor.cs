using System.Collections.Immutable;

namespace LrpFunctional.Formats.Tensors;

/// <summary>A tensor as a file announces it, of any type and with any number of axes.</summary>
/// <param name="Name">Its name in the file.</param>
/// <param name="Place">The file and the name, for messages.</param>
/// <param name="Type">How its numbers are stored, as the file calls it.</param>
/// <param name="Shape">The size of each axis.</param>
/// <param name="Weights">The tensor of weights that it is; throws a fault where it is none.</param>
internal sealed record StateTensor(
    string Name,
    string Place,
    string Type,
    ImmutableArray<long> Shape,
    Func<Tensor> Weights
)
{
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
