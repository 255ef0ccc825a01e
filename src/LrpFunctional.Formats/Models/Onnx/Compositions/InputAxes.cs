using System.Collections.Immutable;

namespace LrpFunctional.Formats.Models.Onnx.Compositions;

/// <summary>Which axis of the input is which; −1 for one that it does not have.</summary>
/// <param name="Sequences">The axis of the sequences.</param>
/// <param name="Time">The axis of the steps.</param>
/// <param name="Units">The axis of the numbers of each step.</param>
internal readonly record struct InputAxes(int Sequences, int Time, int Units)
{
    private const int MostUnits = 1 << 20;

    /// <summary>
    /// Every way in which the axes may lie: the first recurrent layer says which it is, since it goes over time.
    /// </summary>
    /// <exception cref="FaultException">There is none.</exception>
    public static ImmutableArray<InputAxes> All(string path, OnnxInput input)
    {
        FaultException Refusal(string problem) =>
            new(
                new Fault(
                    $"{path}: input \"{input.Name}\"",
                    $"{problem}, where ids (sequences × steps) or numbers (sequences × steps × numbers) are expected",
                    "export the network with such an input"
                )
            );
        var shape = input.Shape.IfNone(() => throw Refusal("its shape is not in the file"));
        if (!input.IsFloating && !input.IsWhole)
            throw Refusal($"its elements are of ONNX's type {input.ElementType}");
        ImmutableArray<InputAxes> all = shape.Length switch
        {
            1 => [new(-1, 0, -1)],
            2 => [new(0, 1, -1), new(1, 0, -1), new(-1, 0, 1)],
            3 => [new(0, 1, 2), new(1, 0, 2), new(0, 2, 1)],
            var rank => throw Refusal($"it has {rank} axes"),
        };
        ImmutableArray<InputAxes> possible =
        [
            .. all.Where(axes =>
                !shape[axes.Time].IsOne
                && (axes.Units < 0 || shape[axes.Units].Size.Exists(units => units <= MostUnits))
            ),
        ];
        return possible.IsEmpty ? throw Refusal($"its axes are {string.Join(", ", shape.Select(Written))}") : possible;
    }

    private static string Written(OnnxInput.Dimension axis) =>
        axis.Size.Match(size => $"{size}", () => axis.Name == "" ? "any size" : axis.Name);
}
