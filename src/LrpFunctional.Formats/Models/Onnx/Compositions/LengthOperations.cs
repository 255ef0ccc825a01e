using System.Collections.Immutable;
using LrpFunctional.Layers.Readings;

namespace LrpFunctional.Formats.Models.Onnx.Compositions;

/// <summary>From sequences of one known length to vectors, and back.</summary>
internal static class LengthOperations
{
    /// <summary>New axes, of which those of steps and numbers may be one.</summary>
    public static ImmutableArray<Value> Reshape(Step step) =>
        step.Input(0) is Value.Symbols value
        && ShapeOperations.Target(step) is [var lanes, var rest] target
        && value.Layout.Reshaped(target, step.Sizes) is null
        && Whole(step, value) is { } all
        && (lanes == Dim.Of(-1) || lanes == step.Sizes.Of(value.Layout.Axes[0]))
        && (rest == Dim.Of(-1) || rest == Dim.Of(all))
            ? [Flat(step, value, (int)all)]
            : ShapeOperations.Reshape(step);

    public static ImmutableArray<Value> Flatten(Step step) =>
        step.Input(0) is Value.Symbols value && step.Integer("axis", 1) == 1 && Whole(step, value) is { } all
            ? [Flat(step, value, (int)all)]
            : ShapeOperations.Flatten(step);

    /// <summary>What reads a vector that was made as many steps as there are copies of it.</summary>
    public static Func<Step, ImmutableArray<Value>> OfVectors(Func<Step, ImmutableArray<Value>> run) =>
        step =>
        {
            var time = step.Integer("layout", 0) == 0 ? 0 : 1;
            return step.Input(0) is Value.Symbols { Layout.Rank: 3 } value && Source.TimeOf(value.Cells) == ""
                ? run(step with { Inputs = step.Inputs.SetItem(0, Repeated(step, value, time)) })
                : run(step);
        };

    private static Value.Symbols Repeated(Step step, Value.Symbols value, int axis)
    {
        var along = value.Layout.Axes[axis];
        if (step.Sizes.Of(along) is not { IsKnown: true, Offset: > 1 and <= int.MaxValue and var times })
            throw step.Refusal(
                $"it reads one vector at each step of {value.Layout}, where as many as the file says are expected",
                "export the network for a fixed number of steps"
            );
        var cells = value.Layout.Steps(axis);
        ImmutableArray<Atom> Copy(int at) =>
            (
                (Value.Symbols)
                    step.Pick(value, value.Layout.With(axis, Axis.One), value.Layout.Steps(axis, [cells[at]]))
            ).Cells;
        var one = Copy(0);
        if (Enumerable.Range(1, along.Size - 1).Any(at => !Copy(at).SequenceEqual(one, AtomIdentity.Comparer)))
            throw step.Refusal(
                $"it goes over axis {axis} of {value.Layout}, along which values lie that are no steps of the input"
            );
        var steps = along.IsSymbolic ? along : step.Along(step, times);
        return Value.Symbols.Of(
            value.Layout.With(axis, steps),
            new Source.Made(step.Node.Label, new RepetitionWeights((int)times), [one], one.Length, steps.Letters)
        );
    }

    /// <summary>
    /// How many numbers the steps of a sequence have together, or null where that is not what is flattened.
    /// </summary>
    private static long? Whole(Step step, Value.Symbols value)
    {
        var time = Source.TimeOf(value.Cells);
        return
            time != ""
            && value.Layout.Axes[1..].Count(axis => axis.IsSymbolic) == 1
            && value.Layout.Axes[1..].Any(axis => axis.Letters == time)
            && step.Sizes.Of(Axis.Over(time)) is { IsKnown: true, Offset: var steps }
            && Math.BigMul((int)Math.Min(steps, int.MaxValue), value.Cells.Length) is var all and <= int.MaxValue
            ? all
            : null;
    }

    // The layer puts step after step; the graph may put the steps of the first number before those of the next.
    private static Value.Symbols Flat(Step step, Value.Symbols value, int all)
    {
        var layout = step.Room(step, Layout.Of(value.Layout.Axes[0], Axis.Of(all)));
        var (time, width) = (Source.TimeOf(value.Cells), value.Cells.Length);
        var at = 1 + value.Layout.Axes[1..].ToList().FindIndex(axis => axis.Letters == time);
        var (steps, inner) = (all / width, value.Layout.Around(at).Inner);
        var source = new Source.Made(step.Node.Label, new FlattenWeights(), [value.Cells], all, "");
        return new Value.Symbols(
            layout,
            [
                .. from outer in Enumerable.Range(0, width / inner)
                from row in Enumerable.Range(0, steps)
                from cell in Enumerable.Range(0, inner)
                select new Atom(source, (row * width) + (outer * inner) + cell),
            ]
        );
    }
}
