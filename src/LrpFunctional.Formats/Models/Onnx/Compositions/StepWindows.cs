using System.Collections.Immutable;
using LanguageExt;
using LrpFunctional.Layers;
using LrpFunctional.Layers.Windows;
using WindowPooling = LrpFunctional.Layers.Windows.Pooling;

namespace LrpFunctional.Formats.Models.Onnx.Compositions;

/// <summary>Windows along the one axis of steps, of a node whose other places are one.</summary>
/// <param name="Axis">The axis of the steps.</param>
/// <param name="Time">The windows along it.</param>
/// <param name="Steps">How many steps there are, where it is known.</param>
internal sealed record StepWindows(int Axis, WindowAxis Time, Option<long> Steps)
{
    private const int MostPlaces = 1 << 15;

    /// <summary>The windows of a node.</summary>
    /// <param name="step">The node.</param>
    /// <param name="read">The axes of what it reads: sequences, channels, places.</param>
    /// <param name="weights">The axes of its weights, for one that has some: outputs, channels, places.</param>
    /// <exception cref="FaultException">They go over more than steps.</exception>
    public static StepWindows Of(Step step, Layout read, Option<Layout> weights)
    {
        var places = read.Rank - 2;
        ImmutableArray<int> symbolic =
        [
            .. Enumerable.Range(2, Math.Max(places, 0)).Where(at => read.Axes[at].IsSymbolic),
        ];
        if (symbolic is not [var axis] || read.Axes[1].IsSymbolic || weights.Exists(own => own.Rank != read.Rank))
            throw step.Refusal(
                $"it goes over windows of values with the axes {read}, where sequences, channels and steps are expected"
            );
        ImmutableArray<long> kernel = weights.Match(
            own => own.Axes[2..].Select(size => (long)size.Size).ToImmutableArray(),
            () => Each(step, "kernel_shape", places, 0)
        );
        if (step.Has("kernel_shape") && !Each(step, "kernel_shape", places, 0).SequenceEqual(kernel))
            throw step.Refusal("its kernel_shape is not that of its weights");
        var (strides, dilations, pads) = (
            Each(step, "strides", places, 1),
            Each(step, "dilations", places, 1),
            Each(step, "pads", 2 * places, 0)
        );
        var time = axis - 2;
        if (Enumerable.Range(0, places).Any(at => at != time && (kernel[at], pads[at], pads[at + places]) != (1, 0, 0)))
            throw step.Refusal($"its windows span other axes of {read} than that of the steps");
        if (
            new[] { kernel[time], strides[time], dilations[time] }.Any(number => number is < 1 or > MostPlaces)
            || new[] { pads[time], pads[time + places] }.Any(number => number is < 0 or > MostPlaces)
        )
            throw step.Refusal(
                $"its windows have {kernel[time]} places, strides of {strides[time]}, dilations of {dilations[time]} and "
                    + $"pads of {pads[time]} and {pads[time + places]}, where 1, or 0 pads, to {MostPlaces} are expected"
            );
        var windows = new WindowAxis((int)kernel[time])
        {
            Stride = (int)strides[time],
            Dilation = (int)dilations[time],
        };
        var steps = step.Sizes.Of(read.Axes[axis]) is { IsKnown: true, Offset: var known } ? known : Option<long>.None;
        WindowPadding padding = step.Text("auto_pad", "NOTSET") switch
        {
            "NOTSET" => new WindowPadding.Explicit((int)pads[time], (int)pads[time + places]),
            "VALID" => new WindowPadding.Valid(),
            "SAME_UPPER" => new WindowPadding.Same(),
            "SAME_LOWER" when windows.Stride == 1 => new WindowPadding.Explicit(
                windows.Span / 2,
                (windows.Span - 1) / 2
            ),
            var other => throw step.Refusal($"its auto_pad is {other} with a stride of {windows.Stride}"),
        };
        return new StepWindows(axis, windows with { Padding = padding }, steps);
    }

    /// <summary>What a layer over them makes.</summary>
    public Value.Symbols Made(Step step, Value.Symbols value, int units, ILayerWeights weights)
    {
        var (time, read) = (value.Layout.Axes[Axis], Source.TimeOf(value.Cells));
        if (read != time.Letters)
            throw step.Refusal($"it goes over an axis of {value.Layout} that is not that of the steps");
        var made = weights.Makes([
            FlowShape.Vectors(value.Cells.Length) with
            {
                Steps = Steps.Map(steps => (int)steps),
            },
        ]);
        var along = KeepsSteps ? time : step.Along(step, made.Steps.Map(steps => (long)steps));
        var layout = step.Room(
            step,
            new Layout(value.Layout.Axes.SetItem(1, Onnx.Axis.Of(units)).SetItem(Axis, along))
        );
        return Value.Symbols.Of(layout, new Source.Made(step.Node.Label, weights, [value.Cells], units, along.Letters));
    }

    /// <summary>The windows of a pooling that may have one more, which ends behind the last step.</summary>
    public WindowAxis Rounded(Step step, WindowPooling pooling)
    {
        if (step.Integer("ceil_mode", 0) == 0 || Time.Stride == 1 || Time.Padding is not WindowPadding.Explicit pads)
            return Time;
        var steps = Steps.IfNone(() =>
            throw step.Refusal(
                "its ceil_mode is 1 over sequences of any length, where windows within them are expected",
                "export the network for a fixed number of steps"
            )
        );

        // A window more begins within what there is, or not at all.
        var rest = (steps + pads.Before + pads.Behind - Time.Span) % Time.Stride;
        var behind = rest <= 0 ? 0 : Time.Stride - rest;
        var last = steps + pads.Before + pads.Behind + behind - Time.Span;
        if (behind == 0 || last >= steps + pads.Before)
            return Time;
        return pooling != WindowPooling.AverageWithPadding
            ? Time with
            {
                Padding = new WindowPadding.Explicit(pads.Before, pads.Behind + (int)behind),
            }
            : throw step.Refusal(
                "its ceil_mode is 1 and its count_include_pad too, where windows within the sequence are expected"
            );
    }

    private bool KeepsSteps =>
        Time.Stride == 1
        && Time.Padding switch
        {
            WindowPadding.Explicit pads => pads.Before + pads.Behind == Time.Span - 1,
            WindowPadding.Same => true,
            _ => Time.Span == 1,
        };

    private static ImmutableArray<long> Each(Step step, string attribute, int count, long otherwise)
    {
        ImmutableArray<long> given = step.Has(attribute)
            ? step.Node.Attributes[attribute].Integers
            : [.. Enumerable.Repeat(otherwise, count)];
        return given.Length == count
            ? given
            : throw step.Refusal($"its {attribute} has {given.Length} numbers, where {count} are expected");
    }
}
