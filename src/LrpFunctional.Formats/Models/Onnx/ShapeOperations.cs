using System.Collections.Immutable;
using LrpFunctional.Formats.Tensors;

namespace LrpFunctional.Formats.Models.Onnx;

/// <summary>The operations that move cells and axes without changing a number.</summary>
internal static class ShapeOperations
{
    public static ImmutableArray<Value> Identity(Step step) => [step.Input(0)];

    // Whatever is dropped in training, nothing is when the network is used.
    public static ImmutableArray<Value> Dropout(Step step) =>
        step.Maybe(2).IsNone || step.Known(2) is [0]
            ? [step.Input(0)]
            : throw step.Refusal("it drops numbers as in training", "export the network in evaluation mode");

    public static ImmutableArray<Value> Constant(Step step)
    {
        Value.Integers Whole(Layout layout, IEnumerable<long> numbers) => new(layout, [.. numbers.Select(Dim.Of)]);
        Value.Numbers Floating(Layout layout, ImmutableArray<float> numbers) =>
            new(
                layout,
                step.Node.Outputs[0],
                ElementType.F32,
                Numerics.Matrix.Of(1, numbers.Length, [.. numbers.Select(number => (double)number)])
            );
        if (step.Node.Attributes.Count != 1)
            throw step.Refusal($"it has {step.Node.Attributes.Count} values, where one is expected");
        return
        [
            step.Has("value") && step.Node.Attributes["value"].Tensor is [var tensor]
                ? step.Stored(tensor.Named(step.Node.Outputs[0]))
            : step.Has("value_int") ? Whole(Layout.Of(), [step.Integer("value_int", 0)])
            : step.Has("value_ints")
                ? Whole(
                    Layout.Of(Axis.Of(step.Node.Attributes["value_ints"].Integers.Length)),
                    step.Node.Attributes["value_ints"].Integers
                )
            : step.Has("value_float") ? Floating(Layout.Of(), [step.Number("value_float", 0)])
            : step.Has("value_floats") && step.Node.Attributes["value_floats"].Numbers is { IsEmpty: false } numbers
                ? Floating(Layout.Of(Axis.Of(numbers.Length)), numbers)
            : throw step.Refusal("it holds no number"),
        ];
    }

    public static ImmutableArray<Value> Cast(Step step)
    {
        var (value, type) = (step.Input(0), step.Integer("to", 0));
        var isFloating = type is 1 or 11;
        return value switch
        {
            // Ids are whole numbers, whatever type an exporter lets them come in.
            Value.Symbols symbols
                when isFloating || (type is 6 or 7 && symbols.Cells.All(cell => cell.Source is Source.Given)) =>
            [
                symbols,
            ],
            Value.Integers integers
                when isFloating
                    || type is 6 or 7
                    || (type == 9 && integers.Cells.All(cell => cell == Dim.Of(0) || cell == Dim.Of(1))) => [integers],
            Value.Numbers numbers when type == 11 || (type == 1 && numbers.Type != ElementType.F64) => [numbers],
            Value.Numbers numbers
                when type is 6 or 7
                    && numbers
                        .Cells.Span.ToArray()
                        .All(number => Math.Abs(number) < 1L << 53 && double.IsInteger(number)) =>
            [
                new Value.Integers(
                    numbers.Layout,
                    [.. numbers.Cells.Span.ToArray().Select(number => Dim.Of((long)number))]
                ),
            ],
            _ => throw step.Refusal(
                $"it changes numbers by giving them ONNX's type {type}, where they are expected to stay what they are",
                "export the network in float32"
            ),
        };
    }

    public static ImmutableArray<Value> Transpose(Step step)
    {
        var value = step.Input(0);
        var rank = value.Layout.Rank;
        ImmutableArray<int> order = step.Has("perm")
            ? [.. step.Node.Attributes["perm"].Integers.Select(axis => step.Axis(axis, rank))]
            : [.. Enumerable.Range(0, rank).Reverse()];
        if (order.Length != rank || order.Distinct().Count() != rank)
            throw step.Refusal($"it moves {order.Length} axes, where its input has {rank}");
        return [Transposed(step, value, order)];
    }

    public static Value Transposed(Step step, Value value, ImmutableArray<int> order) =>
        step.Pick(
            value,
            new Layout([.. order.Select(axis => value.Layout.Axes[axis])]),
            order.Select(value.Layout.Steps)
        );

    public static ImmutableArray<Value> Reshape(Step step) =>
        [step.Input(0).Under(Reshaped(step, step.Input(0), Target(step)))];

    /// <summary>The sizes that a Reshape asks for.</summary>
    public static ImmutableArray<Dim> Target(Step step)
    {
        var (value, target) = (step.Input(0), step.Whole(1));
        var axes = value.Layout.Axes;
        _ = step.Rank(target.Length);
        return step.Integer("allowzero", 0) != 0
            ? target
            :
            [
                .. target.Select(
                    (size, at) =>
                        size != Dim.Of(0) ? size
                        : at < axes.Length ? step.Sizes.Of(axes[at])
                        : throw step.Refusal($"its axis {at} is to stay as it is, where there is none")
                ),
            ];
    }

    public static ImmutableArray<Value> Flatten(Step step)
    {
        var value = step.Input(0);
        var axis =
            step.Integer("axis", 1) is var at && at == value.Layout.Rank ? (int)at : step.Axis(at, value.Layout.Rank);
        return
            step.Sizes.Of(value.Layout.Axes[..axis]) is { } outer
            && step.Sizes.Of(value.Layout.Axes[axis..]) is { } inner
            ? [value.Under(Reshaped(step, value, [outer, inner]))]
            : throw step.Refusal("its sizes are too large");
    }

    private static Layout Reshaped(Step step, Value value, ImmutableArray<Dim> sizes) =>
        value.Layout.Reshaped(sizes, step.Sizes)
        ?? throw step.Refusal(
            $"it brings axes {value.Layout} to the sizes {string.Join(", ", sizes)}, "
                + "where sequences, time and units are expected to stay apart",
            "read the states of each position alike: by their last, mean, greatest or attended ones"
        );

    public static ImmutableArray<Value> Squeeze(Step step)
    {
        var value = step.Input(0);
        var axes = value.Layout.Axes;
        var gone = step.List("axes", 1)
            .Match(
                list => list.Select(axis => step.Axis(axis, axes.Length)).ToImmutableArray(),
                () => [.. Enumerable.Range(0, axes.Length).Where(axis => axes[axis] == Axis.One)]
            );
        return gone.All(axis => axes[axis] == Axis.One)
            ? [value.Under(new Layout([.. axes.Where((_, axis) => !gone.Contains(axis))]))]
            : throw step.Refusal(
                $"it takes axes {string.Join(", ", gone)} away from {value.Layout}, where only axes of size 1 can go"
            );
    }

    public static ImmutableArray<Value> Unsqueeze(Step step)
    {
        var value = step.Input(0);
        var list = step.List("axes", 1).IfNone(() => throw step.Refusal("it names no axes"));
        var rank = step.Rank(value.Layout.Rank + list.Length);
        var added = list.Select(axis => step.Axis(axis, rank)).Order().ToImmutableArray();
        if (added.Distinct().Count() != added.Length)
            throw step.Refusal("it names an axis twice");
        return
        [
            value.Under(new Layout(added.Aggregate(value.Layout.Axes, (axes, axis) => axes.Insert(axis, Axis.One)))),
        ];
    }

    public static ImmutableArray<Value> Shape(Step step)
    {
        var axes = step.Input(0).Layout.Axes;
        int Bound(string attribute, int otherwise) =>
            step.Integer(attribute, otherwise) is var at
                ? (int)Math.Clamp(at < 0 ? at + axes.Length : at, 0, axes.Length)
                : 0;
        var (start, end) = (Bound("start", 0), Bound("end", axes.Length));
        ImmutableArray<Dim> sizes = [.. axes[start..Math.Max(start, end)].Select(step.Sizes.Of)];
        return [new Value.Integers(Layout.Of(Axis.Of(sizes.Length)), sizes)];
    }

    public static ImmutableArray<Value> ConstantOfShape(Step step)
    {
        var sizes = step.Whole(0);
        var value =
            step.Has("value") && step.Node.Attributes["value"].Tensor is [var tensor]
                ? step.Stored(tensor.Named(step.Node.Outputs[0]))
                : new Value.Numbers(
                    Layout.Of(Axis.One),
                    step.Node.Outputs[0],
                    ElementType.F32,
                    Numerics.Matrix.Zero(1, 1)
                );
        return value.Layout.Cells == 1
            ? [Expanded(step, value.Under(Layout.Of()), sizes)]
            : throw step.Refusal("it repeats more than one number");
    }

    public static ImmutableArray<Value> Expand(Step step) => [Expanded(step, step.Input(0), step.Whole(1))];

    /// <summary>What lies once along an axis, so many times.</summary>
    public static ImmutableArray<Value> Tile(Step step)
    {
        var (value, times) = (step.Input(0), step.Whole(1));
        if (times.Length != value.Layout.Rank)
            throw step.Refusal($"its repeats are {times.Length}, where one for each of {value.Layout} is expected");
        Dim Size(Axis axis, Dim repeats) =>
            repeats == Dim.Of(1) ? step.Sizes.Of(axis)
            : axis == Axis.One ? repeats
            : throw step.Refusal(
                $"it repeats an axis of {value.Layout} along which more than one cell lies {repeats} times, which is not "
                    + "read"
            );
        return [Expanded(step, value, [.. value.Layout.Axes.Zip(times, Size)])];
    }

    private static Value Expanded(Step step, Value value, ImmutableArray<Dim> target)
    {
        var rank = step.Rank(Math.Max(target.Length, value.Layout.Rank));
        ImmutableArray<Axis> from = [.. Enumerable.Repeat(Axis.One, rank - value.Layout.Rank), .. value.Layout.Axes];
        ImmutableArray<Dim> to = [.. Enumerable.Repeat(Dim.Of(1), rank - target.Length), .. target];
        Axis Along(Axis axis, Dim size) =>
            size == Dim.Of(1) || size == step.Sizes.Of(axis) ? axis
            : axis != Axis.One
                ? throw step.Refusal(
                    $"it brings axes {value.Layout} to the sizes {string.Join(", ", target)}, which they do not have"
                )
            : size is { IsKnown: true, Offset: > 0 and <= int.MaxValue } ? Axis.Of((int)size.Offset)
            : size is { Factor: 1, Offset: 0 } ? Axis.Over(size.Letters)
            : throw step.Refusal(
                $"it makes an axis of {size} cells, where the size of an axis of the input is expected"
            );
        var layout = new Layout([.. from.Zip(to, Along)]);
        var isSymbolic = layout.Axes.Any(axis => axis.IsSymbolic);
        var repeated = isSymbolic && value is Value.Numbers numbers ? numbers.AsSymbols() : value;
        return step.Pick(repeated, layout, repeated.Layout.StepsIn(layout));
    }

    public static ImmutableArray<Value> Concat(Step step)
    {
        var parts = Enumerable.Range(0, step.Inputs.Length).Select(step.Input).ToImmutableArray();
        if (parts.IsEmpty || !step.Has("axis"))
            throw step.Refusal("it has no inputs, or no attribute \"axis\"");
        var axis = step.Axis(step.Integer("axis", 0), parts[0].Layout.Rank);
        var joined = parts[0]
            .Layout.With(
                axis,
                Axis.Of(
                    (int)
                        Math.Min(
                            parts.Sum(part => axis < part.Layout.Rank ? (long)part.Layout.Axes[axis].Size : 0),
                            int.MaxValue
                        )
                )
            );
        if (
            parts.Any(part =>
                part.Layout.Rank <= axis
                || part.Layout.Axes[axis].IsSymbolic
                || part.Layout.With(axis, joined.Axes[axis]) != joined
            )
        )
        {
            throw step.Refusal(
                $"it joins values with the axes {string.Join(", ", parts.Select(part => part.Layout))} along axis "
                    + $"{axis}, where the others are expected to be the same",
                "join states of one position only"
            );
        }

        _ = step.Room(step, joined);
        if (parts.Any(part => part is Value.Symbols))
            parts = [.. parts.Select(part => part is Value.Numbers numbers ? numbers.AsSymbols() : part)];
        return
        [
            parts.All(part => part is Value.Symbols)
                ? new Value.Symbols(
                    joined,
                    Joined([.. parts.OfType<Value.Symbols>().Select(part => part.Cells)], parts, axis)
                )
            : parts.All(part => part is Value.Integers)
                ? new Value.Integers(
                    joined,
                    Joined([.. parts.OfType<Value.Integers>().Select(part => part.Cells)], parts, axis)
                )
            : parts.All(part => part is Value.Numbers) ? Stacked(joined, [.. parts.OfType<Value.Numbers>()], axis)
            : throw step.Refusal("it joins whole numbers with others"),
        ];
    }

    private static Value.Numbers Stacked(Layout layout, ImmutableArray<Value.Numbers> parts, int axis)
    {
        var cells = Joined([.. parts.Select(part => ImmutableArray.Create(part.Cells.Span))], [.. parts], axis);
        return parts[0] with { Layout = layout, Cells = Numerics.Matrix.Of(1, cells.Length, cells) };
    }

    private static ImmutableArray<T> Joined<T>(
        ImmutableArray<ImmutableArray<T>> cells,
        ImmutableArray<Value> parts,
        int axis
    )
    {
        var joined = ImmutableArray.CreateBuilder<T>(cells.Sum(part => part.Length));
        var outer = parts[0].Layout.Around(axis).Outer;
        for (var at = 0; at < outer; at++)
        {
            foreach (var part in cells)
                joined.AddRange(part.AsSpan().Slice(at * (part.Length / outer), part.Length / outer));
        }

        return joined.MoveToImmutable();
    }

    public static ImmutableArray<Value> Split(Step step)
    {
        var value = step.Input(0);
        var axis = step.Axis(step.Integer("axis", 0), value.Layout.Rank);
        var count = step.Node.Outputs.Length;
        if (value.Layout.Axes[axis] is not { IsSymbolic: false, Size: var size })
            throw step.Refusal("it splits sequences or time, where only units are expected to be split");
        var part = (size + count - 1) / count;
        var sizes = step.List("split", 1)
            .IfNone(() => [.. Enumerable.Range(0, count).Select(at => (long)Math.Clamp(size - (at * part), 0, part))]);
        if (step.Integer("num_outputs", count) is var told && told != count)
            throw step.Refusal($"its num_outputs is {told}, where it has {count} outputs");
        if (sizes.Length != count || sizes.Any(length => length < 1 || length > size) || sizes.Sum() != size)
            throw step.Refusal(
                $"it splits an axis of {size} cells into {count} parts of {string.Join(", ", sizes)} cells"
            );
        var starts = sizes.Select((_, at) => (int)sizes.Take(at).Sum()).ToImmutableArray();
        return [.. starts.Select((start, at) => Part(step, value, axis, start, (int)sizes[at], 1))];
    }

    /// <summary>So many cells along an axis, from one on, each so far behind the one before.</summary>
    public static Value Part(Step step, Value value, int axis, int start, int count, int stride)
    {
        var steps = value.Layout.Steps(axis);
        ImmutableArray<int> chosen = [.. Enumerable.Range(0, count).Select(at => steps[start + (at * stride)])];
        return step.Pick(value, value.Layout.With(axis, Axis.Of(count)), value.Layout.Steps(axis, chosen));
    }
}
