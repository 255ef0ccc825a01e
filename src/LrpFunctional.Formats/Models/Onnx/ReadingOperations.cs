using System.Collections.Immutable;
using LanguageExt;

namespace LrpFunctional.Formats.Models.Onnx;

/// <summary>The operations that make one state of those at all positions.</summary>
internal static class ReadingOperations
{
    public static ImmutableArray<Value> ReduceSum(Step step) => Reduced(step, Pooling.Sum);

    public static ImmutableArray<Value> ReduceMean(Step step) => Reduced(step, Pooling.Mean);

    public static ImmutableArray<Value> ReduceMax(Step step) => Reduced(step, Pooling.Max);

    public static ImmutableArray<Value> GlobalAveragePool(Step step) =>
        [Reduced(step, Pooling.Mean, Behind(step), true)];

    public static ImmutableArray<Value> GlobalMaxPool(Step step) => [Reduced(step, Pooling.Max, Behind(step), true)];

    public static ImmutableArray<Value> Multiply(Step step)
    {
        if (step.Input(0) is Value.Integers)
            return [IntegerOperations.Multiply(step)];
        if (step.Input(0) is not Value.Symbols a || step.Input(1) is not Value.Symbols b)
            throw step.Refusal("it multiplies states by stored numbers, where only dense layers are expected to do so");
        var layout =
            Layout.Broadcast(a.Layout, b.Layout)
            ?? throw step.Refusal($"its inputs have the axes {a.Layout} and {b.Layout}, which do not fit");
        ImmutableArray<Atom> Wide(Value.Symbols value) =>
            ((Value.Symbols)step.Pick(value, layout, value.Layout.StepsIn(layout))).Cells;
        var (weights, states) = AreWeights(a) ? (a, b) : (b, a);
        return
        [
            Value.Symbols.Of(
                layout,
                new Source.Weighed(WeightsFor(step, weights, states, Wide(weights)), Wide(states))
            ),
        ];
    }

    public static ImmutableArray<Value> Divide(Step step)
    {
        if (step.Input(0) is Value.Integers)
            return [IntegerOperations.Divide(step)];
        var sums = step.Symbols(0);
        Dim? divisor = step.Input(1) switch
        {
            Value.Integers { Cells: [var size] } => size,
            Value.Numbers { Cells.Span: [var size] } when double.IsInteger(size) && Math.Abs(size) < int.MaxValue =>
                Dim.Of((long)size),
            _ => null,
        };
        var isMean =
            divisor is { } length
            && sums.Cells.All(cell =>
                cell.Source is Source.Pooled { Pooling: Pooling.Sum } sum
                && step.Sizes.IsWhole(length, Axis.Over(sum.Of[0].Source.Time))
            );
        return isMean && Layout.Broadcast(sums.Layout, step.Input(1).Layout) == sums.Layout
            ?
            [
                Value.Symbols.Of(
                    sums.Layout,
                    new Source.Pooled([.. sums.Cells.Select(cell => cell.Source.Of[cell.Index])], Pooling.Mean)
                ),
            ]
            : throw step.Refusal("it divides what is no sum over time by the length of the sequence");
    }

    /// <summary>The softmax over all positions.</summary>
    public static Value.Symbols OverTime(Step step, Value.Symbols scores, int axis)
    {
        RequireTime(step, scores, scores.Layout.Axes[axis]);
        return Value.Symbols.Of(scores.Layout, new Source.TimeSoftmax(scores.Cells));
    }

    /// <summary>The product of a row of attention weights and a matrix of states, or the other way round.</summary>
    public static Value.Symbols Weighed(Step step, Value.Symbols a, Value.Symbols b)
    {
        var (weights, states) = AreWeights(a) ? (a, b) : (b, a);
        var isRow = ReferenceEquals(weights, a);
        var (rank, other) = (a.Layout.Rank, b.Layout.Rank);
        if (rank < 2 || other != rank)
            throw Misfit(step, a, b);
        var (wide, tall) = (a.Layout.Axes, b.Layout.Axes);

        // The axis that is summed over, that of the units, and that along which there is one row of weights.
        var (time, units, one) = isRow ? (wide[^1], tall[^1], wide[^2]) : (tall[^2], wide[^2], tall[^1]);
        var isSame = wide[..^2].SequenceEqual(tall[..^2]) && (isRow ? tall[^2] : wide[^1]) == time;
        if (!isSame || one != Axis.One || units.IsSymbolic || units.Size != states.Cells.Length)
            throw Misfit(step, a, b);
        RequireTime(step, states, time);
        var layout = isRow ? a.Layout.With(rank - 1, units) : a.Layout.With(rank - 1, Axis.One);
        ImmutableArray<Atom> repeated = [.. Enumerable.Repeat(weights.Cells[0], states.Cells.Length)];
        return Value.Symbols.Of(layout, new Source.Attended(WeightsFor(step, weights, states, repeated), states.Cells));
    }

    private static bool AreWeights(Value.Symbols value) => value.Cells.All(cell => cell.Source is Source.TimeSoftmax);

    private static ImmutableArray<Atom> WeightsFor(
        Step step,
        Value.Symbols weights,
        Value.Symbols states,
        ImmutableArray<Atom> cells
    ) =>
        AreWeights(weights)
        && !AreWeights(states)
        && states.Cells.All(cell => cell.Source.Time == weights.Cells[0].Source.Time)
            ? cells
            : throw step.Refusal(
                "it multiplies two results of the network, where attention weights, a softmax over time, and "
                    + "states are expected"
            );

    private static ImmutableArray<Value> Reduced(Step step, Pooling pooling)
    {
        var axes = step.List("axes", 1).IfNone([]);
        if (axes.IsEmpty && step.Integer("noop_with_empty_axes", 0) != 0)
            return [step.Input(0)];
        ImmutableArray<long> all = [.. Enumerable.Range(0, step.Input(0).Layout.Rank).Select(axis => (long)axis)];
        return [Reduced(step, pooling, axes.IsEmpty ? all : axes, step.Integer("keepdims", 1) != 0)];
    }

    private static Value.Symbols Reduced(Step step, Pooling pooling, ImmutableArray<long> axes, bool keeps)
    {
        var value = step.Symbols(0);
        if (axes is not [var only])
            throw step.Refusal($"it goes over {axes.Length} axes, where the axis of time alone is expected");
        var axis = step.Axis(only, value.Layout.Rank);
        RequireTime(step, value, value.Layout.Axes[axis]);
        ImmutableArray<Axis> replacement = keeps ? [Axis.One] : [];
        return Value.Symbols.Of(value.Layout.With(axis, replacement), Read(value.Cells, pooling));
    }

    private static Source Read(ImmutableArray<Atom> cells, Pooling pooling) =>
        pooling == Pooling.Sum && cells.All(cell => cell.Source is Source.Weighed)
            ? new Source.Attended(
                [.. cells.Select(cell => ((Source.Weighed)cell.Source).Weights[cell.Index])],
                [.. cells.Select(cell => cell.Source.Of[cell.Index])]
            )
            : new Source.Pooled(cells, pooling);

    private static void RequireTime(Step step, Value.Symbols value, Axis axis)
    {
        if (!axis.IsSymbolic || value.Cells.Any(cell => cell.Source.Time != axis.Letters))
            throw step.Refusal(
                "it goes over an axis that is not the time of a recurrent layer's states, where states are "
                    + "expected to be read over time"
            );
    }

    private static ImmutableArray<long> Behind(Step step) =>
        [.. Enumerable.Range(2, Math.Max(0, step.Input(0).Layout.Rank - 2)).Select(axis => (long)axis)];

    private static FaultException Misfit(Step step, Value.Symbols a, Value.Symbols b) =>
        step.Refusal(
            $"it multiplies two results of the network with the axes {a.Layout} and {b.Layout}, where a row "
                + "of attention weights and states are expected"
        );
}
