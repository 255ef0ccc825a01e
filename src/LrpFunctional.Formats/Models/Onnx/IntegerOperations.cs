using System.Collections.Immutable;

namespace LrpFunctional.Formats.Models.Onnx;

/// <summary>The arithmetic that exporters do with shapes.</summary>
internal static class IntegerOperations
{
    public static Value.Integers Add(Step step) => Each(step, (a, b) => Dim.Add(a, b, 1));

    public static Value.Integers Subtract(Step step) => Each(step, (a, b) => Dim.Add(a, b, -1));

    public static Value.Integers Multiply(Step step) => Each(step, Dim.Multiply);

    public static Value.Integers Divide(Step step) => Each(step, Dim.Divide);

    public static ImmutableArray<Value> AreEqual(Step step) =>
        [Each(step, (a, b) => Dim.AreEqual(a, b) is { } same ? Dim.Of(same ? 1 : 0) : null)];

    public static ImmutableArray<Value> Where(Step step)
    {
        var parts = Enumerable.Range(0, 3).Select(step.Integers).ToImmutableArray();
        var layout =
            parts.Aggregate(
                (Layout?)Layout.Of(),
                (all, part) => all is null ? null : Layout.Broadcast(all, part.Layout)
            ) ?? throw Misfit(step);
        var (condition, yes, no) = (
            Wide(step, parts[0], layout),
            Wide(step, parts[1], layout),
            Wide(step, parts[2], layout)
        );
        return
        [
            new Value.Integers(
                layout,
                [
                    .. condition.Select(
                        (cell, at) =>
                            cell.IsKnown
                                ? (cell.Offset != 0 ? yes[at] : no[at])
                                : throw step.Refusal($"its condition is {cell}, which depends on the input")
                    ),
                ]
            ),
        ];
    }

    private static Value.Integers Each(Step step, Func<Dim, Dim, Dim?> function)
    {
        var (a, b) = (step.Integers(0), step.Integers(1));
        var layout = Layout.Broadcast(a.Layout, b.Layout) ?? throw Misfit(step);
        return new Value.Integers(
            layout,
            [
                .. Wide(step, a, layout)
                    .Zip(
                        Wide(step, b, layout),
                        (x, y) =>
                            function(x, y)
                            ?? throw step.Refusal(
                                $"its inputs {x} and {y} are sizes of the input that it cannot take together"
                            )
                    ),
            ]
        );
    }

    private static ImmutableArray<Dim> Wide(Step step, Value.Integers value, Layout layout) =>
        ((Value.Integers)step.Pick(value, layout, value.Layout.StepsIn(layout))).Cells;

    private static FaultException Misfit(Step step) => step.Refusal("its inputs have axes that do not fit");
}
