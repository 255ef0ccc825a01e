using LrpFunctional.Formats.Hdf5;

namespace LrpFunctional.Formats.Models.Keras;

/// <summary>The sizes that a layer's settings give its weights.</summary>
internal static class KerasShape
{
    /// <exception cref="FaultException">The weights have another shape.</exception>
    /// <param name="weights">The weights.</param>
    /// <param name="sizes">Each size; what is no number stands for any.</param>
    public static void Check(Hdf5Numbers weights, params string[] sizes)
    {
        var fits = weights
            .Shape.Zip(sizes, (size, expected) => !char.IsAsciiDigit(expected[0]) || $"{size}" == expected)
            .All(same => same);
        if (weights.Shape.Length == sizes.Length && fits)
            return;
        throw new FaultException(
            new Fault(
                weights.Place,
                $"the shape is ({string.Join(", ", weights.Shape)}), where ({string.Join(", ", sizes)}) is expected",
                "save the model again"
            )
        );
    }
}
