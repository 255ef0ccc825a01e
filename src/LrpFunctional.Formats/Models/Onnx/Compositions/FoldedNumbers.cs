using System.Collections.Immutable;
using LrpFunctional.Numerics;

namespace LrpFunctional.Formats.Models.Onnx.Compositions;

/// <summary>Stored numbers made of others, as an exporter leaves them that folds no constants.</summary>
internal static class FoldedNumbers
{
    public static ImmutableArray<Value> SquareRoot(Step step) => [Each(step, step.Numbers(0), Math.Sqrt)];

    public static ImmutableArray<Value> Reciprocal(Step step) => [Each(step, step.Numbers(0), number => 1 / number)];

    public static ImmutableArray<Value> Power(Step step) => [Each(step, step.Numbers(0), step.Numbers(1), Math.Pow)];

    /// <summary>A number of each.</summary>
    public static Value.Numbers Each(Step step, Value.Numbers numbers, Func<double, double> function) =>
        Named(step, numbers, numbers.Layout, [.. numbers.Cells.Span.ToArray().Select(function)]);

    /// <summary>A number of each two that belong together.</summary>
    public static Value.Numbers Each(Step step, Value.Numbers a, Value.Numbers b, Func<double, double, double> function)
    {
        var layout =
            Layout.Broadcast(a.Layout, b.Layout)
            ?? throw step.Refusal($"its inputs have the axes {a.Layout} and {b.Layout}, which do not fit");
        double[] Wide(Value.Numbers numbers) =>
            ((Value.Numbers)step.Pick(numbers, layout, numbers.Layout.StepsIn(layout))).Cells.Span.ToArray();
        return Named(step, a, layout, [.. Wide(a).Zip(Wide(b), function)]);
    }

    private static Value.Numbers Named(Step step, Value.Numbers origin, Layout layout, ImmutableArray<double> cells) =>
        origin with
        {
            Layout = layout,
            Name = step.Node.Outputs[0],
            Cells = Matrix.Of(1, cells.Length, cells),
        };
}
