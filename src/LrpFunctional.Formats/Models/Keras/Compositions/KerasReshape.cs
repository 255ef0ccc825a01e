using System.Collections.Immutable;
using LrpFunctional.Layers;
using LrpFunctional.Layers.Readings;
using LrpFunctional.Layers.Windows;

namespace LrpFunctional.Formats.Models.Keras.Compositions;

/// <summary>The numbers of sequences of one known length, cut into other steps or turned.</summary>
internal static class KerasReshape
{
    private const string Known = ": give the input layer the number of steps";

    /// <summary>Each number a step, each step a number of it.</summary>
    public static KerasLayers.Made OfPermute(KerasLayer layer, KerasFlow read) =>
        KerasAxis.Sizes(layer.Config, "dims") switch
        {
            [1, 2] => KerasLayers.Made.Of(),
            [2, 1] when read.Image.IsSome => throw layer.Config.Fault(
                "it turns images, where rows of numbers are expected"
            ),
            [2, 1] when read.Shape.Steps.IsNone => throw layer.Config.Fault(
                $"it turns steps and numbers, where how many steps there are is not said{Known}"
            ),
            [2, 1] => KerasLayers.Made.Of(RearrangementWeights.Turned(read.Shape)),
            _ => throw layer.Config.Fault(
                $"dims is {KerasConfig.Short(layer.Config["dims"])}, where [2, 1] or [1, 2] is expected"
            ),
        };

    /// <summary>
    /// One vector, steps of numbers, or steps that are images; one size may be −1, which the others leave.
    /// </summary>
    public static KerasLayers.Made Of(KerasLayer layer, KerasFlow read)
    {
        var sizes = KerasAxis.Sizes(layer.Config, "target_shape");
        if (
            sizes.IsEmpty
            || sizes.Length > 4
            || sizes.Any(size => size is 0 or < -1)
            || sizes.Count(size => size < 0) > 1
        )
            throw Unfit(layer, "where 1 to 4 sizes, one of them -1 at most, are expected");
        if (sizes is [-1, var units] && units == read.Shape.Units)
            return KerasLayers.Made.Of();
        if (read.Shape.Steps.Case is not int steps)
            throw Unfit(layer, $"where how many steps there are is not said{Known}");
        var total = steps * (long)read.Shape.Units;
        var known = sizes
            .Where(size => size > 0)
            .Aggregate(1L, (product, size) => Math.Min(product * size, int.MaxValue));
        ImmutableArray<int> whole = [.. sizes.Select(size => size > 0 ? size : (int)(total / known))];
        if (whole.Aggregate(1L, (product, size) => Math.Min(product * size, int.MaxValue)) != total)
            throw Unfit(layer, $"where {steps} steps of {read.Shape.Units} numbers are read");
        return whole switch
        {
            [_] => read.Shape.IsVector ? KerasLayers.Made.Of() : KerasLayers.Made.Of(new FlattenWeights()),
            [var made, .. var row] => Cut(read.Shape, made) with
            {
                Image = row switch
                {
                    [var length, var channels] => new ImageShape(length, 1, channels),
                    [var height, var width, var channels] => new ImageShape(height, width, channels),
                    _ => LanguageExt.Option<ImageShape>.None,
                },
            },
            _ => throw new System.Diagnostics.UnreachableException(),
        };
    }

    private static KerasLayers.Made Cut(FlowShape read, int steps) =>
        read.Steps.Exists(now => now == steps)
            ? KerasLayers.Made.Of()
            : KerasLayers.Made.Of(RearrangementWeights.Reshaped(read, steps));

    private static FaultException Unfit(KerasLayer layer, string expected) =>
        layer.Config.Fault($"target_shape is {KerasConfig.Short(layer.Config["target_shape"])}, {expected}");
}
