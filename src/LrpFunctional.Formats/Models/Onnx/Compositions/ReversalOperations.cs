using System.Collections.Immutable;

namespace LrpFunctional.Formats.Models.Onnx.Compositions;

/// <summary>Sequences read from their end, as an exporter writes a recurrent layer that goes backwards.</summary>
internal static class ReversalOperations
{
    public static ImmutableArray<Value> ReverseSequence(Step step)
    {
        var value = step.Symbols(0);
        var axis = step.Axis(step.Integer("time_axis", 0), value.Layout.Rank);
        RequireTime(step, value, axis);
        var time = value.Layout.Axes[axis];
        return step.Integers(1).Cells.All(length => step.Sizes.IsWhole(length, time))
            ? [Reversed(step, value)]
            : throw step.Refusal(
                $"its sequence_lens are {string.Join(", ", step.Integers(1).Cells.Distinct())}, "
                    + "where all steps are expected"
            );
    }

    /// <summary>A slice, of which one in steps of −1 from the end of time to its start reverses it.</summary>
    public static ImmutableArray<Value> Slice(Step step) =>
        step.Maybe(4).Case is Value.Integers
        && step.Known(4) is [-1]
        && step.Input(0) is Value.Symbols value
        && step.List("axes", 3).IfNone([0]) is [var only]
        && step.Axis(only, value.Layout.Rank) is var axis
        && value.Layout.Axes[axis].IsSymbolic
        && step.Sizes.IsLast(step.Whole(1)[0], value.Layout.Axes[axis])
        && step.Whole(2) is [{ IsKnown: true, Offset: < int.MinValue + 2L }]
            ? [Reversed(step, RequireTime(step, value, axis))]
            : PickOperations.Slice(step);

    /// <summary>What a recurrent layer makes; one that goes over a reversed sequence goes the other way.</summary>
    public static Func<Step, ImmutableArray<Value>> Over(Func<Step, ImmutableArray<Value>> run) =>
        step =>
        {
            if (step.Input(0) is not Value.Symbols value || value.Cells.Any(cell => cell.Source is not Source.Reversed))
                return run(step);
            var turned = step.Text("direction", "forward") switch
            {
                "forward" => "reverse",
                "reverse" => "forward",
                _ => throw step.Refusal(
                    "it goes both ways over a sequence that is reversed, where one way is expected"
                ),
            };
            var attribute = step.Has("direction")
                ? step.Node.Attributes["direction"]
                : OnnxAttribute.OfText("direction");
            var made = run(
                step with
                {
                    Node = step.Node with
                    {
                        Attributes = step.Node.Attributes.SetItem("direction", attribute with { Text = turned }),
                    },
                    Inputs = step.Inputs.SetItem(0, Reversed(step, value)),
                }
            );
            return [Reversed(step, (Value.Symbols)made[0]), .. made[1..]];
        };

    private static Value.Symbols Reversed(Step step, Value.Symbols value) =>
        value.Cells.All(cell => cell.Source is Source.Reversed)
            ? new Value.Symbols(value.Layout, [.. value.Cells.Select(cell => cell.Source.Of[cell.Index])])
            : Value.Symbols.Of(value.Layout, new Source.Reversed(step.Node.Label, value.Cells));

    private static Value.Symbols RequireTime(Step step, Value.Symbols value, int axis) =>
        value.Layout.Axes[axis].IsSymbolic
        && value.Cells.All(cell => cell.Source.Time == value.Layout.Axes[axis].Letters)
            ? value
            : throw step.Refusal($"it reverses axis {axis} of {value.Layout}, where that of the steps is expected");
}
