using System.Collections.Immutable;
using LrpFunctional.Layers;
using LrpFunctional.Layers.Pointwise.ScaleShift;
using LrpFunctional.Numerics;

namespace LrpFunctional.Formats.Models.Onnx.Compositions;

/// <summary>A scale and shift of each number: y = a ⊙ x + b.</summary>
internal static class Affine
{
    /// <summary>x ⊙ a, or a scale and shift before it taken together with it.</summary>
    public static Value.Symbols Scaled(
        Step step,
        Value.Symbols value,
        Value.Numbers factors,
        Func<double, double> of
    ) => Both(step, value, factors, (scale, number) => scale * of(number), (shift, number) => shift * of(number));

    /// <summary>x + b, or a scale and shift before it taken together with it.</summary>
    public static Value.Symbols Shifted(Step step, Value.Symbols value, Value.Numbers terms, Func<double, double> of) =>
        Both(step, value, terms, (scale, _) => scale, (shift, number) => shift + of(number));

    /// <summary>−x, or a scale and shift before it taken together with it.</summary>
    public static Value.Symbols Negative(Step step, Value.Symbols value)
    {
        var (cells, a, b) = Before(value.Cells);
        return Of(
            step,
            value.Layout,
            cells,
            step.Node.Outputs[0],
            [.. a.Select(scale => -scale)],
            [.. b.Select(shift => -shift)]
        );
    }

    /// <summary>a ⊙ x + b for numbers as many as the cells.</summary>
    public static Value.Symbols Of(
        Step step,
        Layout layout,
        ImmutableArray<Atom> cells,
        string name,
        ImmutableArray<double> scale,
        ImmutableArray<double> shift
    )
    {
        var weights = new ScaleShiftWeights(
            new Weight($"{step.Path}: {name}", Matrix.Of(1, scale.Length, scale)),
            new Weight($"{step.Path}: {name}", Matrix.Of(1, shift.Length, shift))
        );
        return Value.Symbols.Of(
            layout,
            new Source.Made(step.Node.Label, weights, [cells], cells.Length, Source.TimeOf(cells))
        );
    }

    private static Value.Symbols Both(
        Step step,
        Value.Symbols value,
        Value.Numbers numbers,
        Func<double, double, double> scale,
        Func<double, double, double> shift
    )
    {
        var layout =
            Layout.Broadcast(value.Layout, numbers.Layout)
            ?? throw step.Refusal(
                $"it takes stored numbers with the axes {numbers.Layout} together with results of the network with the "
                    + $"axes {value.Layout}, where the same for each sequence and step are expected"
            );
        var wide = ((Value.Symbols)step.Pick(value, layout, value.Layout.StepsIn(layout))).Cells;
        var each = ((Value.Numbers)step.Pick(numbers, layout, numbers.Layout.StepsIn(layout))).Cells.Span.ToArray();
        var (cells, a, b) = Before(wide);
        return Of(step, layout, cells, numbers.Name, [.. a.Zip(each, scale)], [.. b.Zip(each, shift)]);
    }

    /// <summary>What these numbers are the scale and shift of.</summary>
    private static (ImmutableArray<Atom> Of, ImmutableArray<double> Scale, ImmutableArray<double> Shift) Before(
        ImmutableArray<Atom> cells
    ) =>
        cells.All(cell => cell.Source is Source.Made { Weights: ScaleShiftWeights })
            ? (
                [.. cells.Select(cell => cell.Source.Of[cell.Index])],
                [
                    .. cells.Select(cell =>
                        ((ScaleShiftWeights)((Source.Made)cell.Source).Weights).Scale.Values.Span[cell.Index]
                    ),
                ],
                [
                    .. cells.Select(cell =>
                        ((ScaleShiftWeights)((Source.Made)cell.Source).Weights).Shift.Values.Span[cell.Index]
                    ),
                ]
            )
            : (cells, [.. cells.Select(_ => 1.0)], [.. cells.Select(_ => 0.0)]);
}
