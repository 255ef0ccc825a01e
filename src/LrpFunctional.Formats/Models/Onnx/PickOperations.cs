using System.Collections.Immutable;

namespace LrpFunctional.Formats.Models.Onnx;

/// <summary>
/// The operations that pick cells by their numbers: rows of an embedding, units, the first or last position.
/// </summary>
internal static class PickOperations
{
    private const string Positions = "read the states by their last, first, mean, greatest or attended ones";

    public static ImmutableArray<Value> Gather(Step step)
    {
        var (value, indices) = (step.Input(0), step.Input(1));
        var at = step.Axis(step.Integer("axis", 0), value.Layout.Rank);
        return (value, indices) switch
        {
            (Value.Numbers table, Value.Symbols ids) => [Embedded(step, table, at, ids)],
            (_, Value.Integers places) when value.Layout.Axes[at].IsSymbolic =>
            [
                Position(step, value, at, places.Cells, places.Layout.Axes),
            ],
            (_, Value.Integers places) => [Cells(step, value, at, places)],
            _ => throw step.Refusal(
                "it picks cells by numbers that depend on the input, where ids are expected to pick rows of "
                    + "a stored embedding only",
                Positions
            ),
        };
    }

    private static Value.Symbols Embedded(Step step, Value.Numbers table, int axis, Value.Symbols ids)
    {
        if (table.Layout.Rank != 2 || axis != 0 || table.Layout.Axes.Any(size => size.Size == 0))
            throw step.Refusal(
                $"it picks along axis {axis} of \"{table.Name}\" with the axes {table.Layout}, where a row "
                    + "for each word is expected"
            );
        if (ids.Cells is not [{ Source: Source.Given } id])
            throw step.Refusal("it picks rows of an embedding by what is no input of one id for each word");
        return Value.Symbols.Of(new Layout(ids.Layout.Axes.Add(table.Layout.Axes[1])), new Source.Words(table, id));
    }

    /// <summary>What is picked for each sequence at a position of its own: the last, by its length.</summary>
    public static ImmutableArray<Value> GatherElements(Step step)
    {
        var (value, places) = (step.Symbols(0), step.Integers(1));
        var at = step.Axis(step.Integer("axis", 0), value.Layout.Rank);
        return value.Layout.Axes[at].IsSymbolic && places.Layout == value.Layout.With(at, Axis.One)
            ? [Position(step, value, at, [.. places.Cells.Distinct()], [Axis.One])]
            : throw step.Refusal(
                $"it picks from {value.Layout} along axis {at} by numbers with the axes {places.Layout}, "
                    + "where one position for all units of a sequence is expected",
                Positions
            );
    }

    private static Value.Symbols Position(
        Step step,
        Value value,
        int axis,
        ImmutableArray<Dim> places,
        ImmutableArray<Axis> replacement
    )
    {
        if (places is not [var place])
            throw step.Refusal($"it picks {places.Length} positions, where one is expected", Positions);
        if (replacement.Any(added => added.IsSymbolic))
        {
            throw step.Refusal(
                $"it picks position {place} of each sequence from all sequences, where the state of each is expected",
                "pick the last states by out.gather(1, lengths - 1), or by h_n of packed sequences"
            );
        }

        var isLast = step.Sizes.IsLast(place, value.Layout.Axes[axis]);
        if (!isLast && place != Dim.Of(0))
        {
            throw step.Refusal(
                place.IsOfLength
                    ? $"it picks position {place} of each sequence by the input of lengths, "
                        + "where the last, length-1, is expected"
                    : $"it picks position {place}, where the first or last is expected",
                Positions
            );
        }

        return AtPosition(step, value, axis, isLast, replacement);
    }

    private static Value.Symbols AtPosition(
        Step step,
        Value value,
        int axis,
        bool isLast,
        ImmutableArray<Axis> replacement
    )
    {
        var letters = value.Layout.Axes[axis].Letters;
        return value is Value.Symbols states && states.Cells.All(cell => cell.Source.Time == letters)
            ? new Value.Symbols(
                value.Layout.With(axis, replacement),
                Source.AtPosition(states.Cells, isLast)
                    ?? throw step.Refusal(
                        "it picks one position of what is made of the states in many steps",
                        Positions
                    )
            )
            : throw step.Refusal(
                "it picks one position of what are no states of a recurrent layer, or one of several "
                    + "sequences, where states are expected to be picked by position",
                Positions
            );
    }

    private static Value Cells(Step step, Value value, int axis, Value.Integers places)
    {
        var size = value.Layout.Axes[axis].Size;
        var steps = value.Layout.Steps(axis);
        ImmutableArray<int> chosen =
        [
            .. places.Cells.Select(place =>
                place.IsKnown && place.Offset >= -size && place.Offset < size
                    ? steps[(int)(place.Offset < 0 ? place.Offset + size : place.Offset)]
                    : throw step.Refusal($"it picks cell {place} of an axis of {size}")
            ),
        ];
        if (chosen.IsEmpty)
            throw step.Refusal("it picks no cell");

        // The axes of the indices are laid out as one, for the walk over the cells.
        var flat = step.Pick(value, value.Layout.With(axis, Axis.Of(chosen.Length)), value.Layout.Steps(axis, chosen));
        return flat.Under(value.Layout.With(axis, places.Layout.Axes));
    }

    public static ImmutableArray<Value> Slice(Step step)
    {
        var value = step.Input(0);
        var isOld = step.Has("starts");
        ImmutableArray<Dim> Bounds(string attribute, int input) =>
            isOld ? [.. step.List(attribute, input).IfNone([]).Select(Dim.Of)] : step.Whole(input);
        var (starts, ends) = (Bounds("starts", 1), Bounds("ends", 2));
        var named = step.List("axes", 3)
            .IfNone(() => [.. Enumerable.Range(0, starts.Length).Select(axis => (long)axis)]);
        ImmutableArray<int> axes = [.. named.Select(axis => step.Axis(axis, value.Layout.Rank))];
        var strides = isOld || step.Maybe(4).IsNone ? [.. starts.Select(_ => 1L)] : step.Known(4);
        if (
            ends.Length != starts.Length
            || axes.Length != starts.Length
            || strides.Length != starts.Length
            || axes.Distinct().Count() != axes.Length
        )
            throw step.Refusal("its starts, ends, axes and steps are not as many, or name an axis twice");
        return
        [
            axes.Select((axis, at) => (Axis: axis, At: at))
                .Aggregate(
                    value,
                    (cut, each) => Cut(step, cut, each.Axis, starts[each.At], ends[each.At], strides[each.At])
                ),
        ];
    }

    private static Value Cut(Step step, Value value, int axis, Dim start, Dim end, long stride)
    {
        if (value.Layout.Axes[axis].IsSymbolic)
            return CutTime(step, value, axis, start, end, stride);
        var size = value.Layout.Axes[axis].Size;
        if (!start.IsKnown || !end.IsKnown || stride == 0 || size == 0)
            throw step.Refusal($"it takes cells {start} to {end} of an axis of {size}");

        // A range that runs down may end before the first cell.
        var (lowest, highest) = stride > 0 ? (0, size) : (-1, size - 1);
        long Within(long bound) => Math.Clamp(bound < 0 ? bound + size : bound, lowest, highest);
        var (from, to) = (Within(start.Offset), end.Offset < -size ? lowest : Within(end.Offset));
        var pace = Math.Clamp(stride, -size, size);
        var count = (int)Math.Max(0, (to - from + pace - Math.Sign(pace)) / pace);
        if (count == 0)
            throw step.Refusal($"it takes no cell of an axis of {size}: from {start} to {end}");
        return count == size && stride == 1
            ? value
            : ShapeOperations.Part(step, value, axis, (int)from, count, (int)pace);
    }

    private static Value CutTime(Step step, Value value, int axis, Dim start, Dim end, long stride)
    {
        var size = step.Sizes.Of(value.Layout.Axes[axis]);
        var toEnd =
            step.Sizes.IsWhole(end, value.Layout.Axes[axis])
            || (end.IsKnown && end.Offset >= (size.IsKnown ? size.Offset : int.MaxValue));
        var fromLast = step.Sizes.IsLast(start, value.Layout.Axes[axis]);
        return stride != 1
                ? throw step.Refusal(
                    $"it goes through an axis in steps of {stride}, where sequences are expected to stay as they are"
                )
            : start == Dim.Of(0) && toEnd ? value
            : toEnd && fromLast ? AtPosition(step, value, axis, true, [Axis.One])
            : start == Dim.Of(0) && end == Dim.Of(1) ? AtPosition(step, value, axis, false, [Axis.One])
            : throw step.Refusal(
                $"it takes positions {start} to {end}, where the first, the last or all are expected",
                Positions
            );
    }
}
