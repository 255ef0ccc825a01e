using System.Collections.Immutable;
using LanguageExt;
using LrpFunctional.Layers;
using LrpFunctional.Layers.Windows;
using WindowPooling = LrpFunctional.Layers.Windows.Pooling;

namespace LrpFunctional.Formats.Models.Onnx.Compositions;

/// <summary>Convolution and pooling along the steps of sequences.</summary>
internal static class WindowOperations
{
    public static ImmutableArray<Value> Convolution(Step step)
    {
        var (value, weights) = (step.Symbols(0), step.Numbers(1));
        var windows = StepWindows.Of(step, value.Layout, weights.Layout);
        var (outputs, groups) = (weights.Layout.Axes[0].Size, step.Integer("group", 1));
        if (groups < 1 || groups > outputs || weights.Layout.Axes[1].Size * groups != value.Layout.Axes[1].Size)
            throw step.Refusal(
                $"its weights have the axes {weights.Layout} in {groups} groups, where {value.Layout.Axes[1].Size} "
                    + "channels are read"
            );
        if (step.Maybe(2).IsSome && step.Numbers(2).Layout != Layout.Of(Axis.Of(outputs)))
            throw step.Refusal($"its bias has the axes {step.Numbers(2).Layout}, where {outputs} numbers are expected");
        var stored = weights.ToTensor(step.Path, outputs);
        var bias = step.Maybe(2).Map(_ => step.Numbers(2).ToTensor(step.Path, 0));
        return
        [
            windows.Made(
                step,
                value,
                outputs,
                new ConvolutionWeights(
                    new TimeWindows(windows.Time),
                    ConvolutionWeights.FromChannelsFirst(new Weight(stored.Place, stored.Values), windows.Time.Size),
                    bias.Map(numbers => new Weight(numbers.Place, numbers.Values)),
                    Groups: (int)groups
                )
            ),
        ];
    }

    public static ImmutableArray<Value> Max(Step step) => [Pooled(step, WindowPooling.Max)];

    public static ImmutableArray<Value> Average(Step step) =>
        [
            Pooled(
                step,
                step.Integer("count_include_pad", 0) != 0 ? WindowPooling.AverageWithPadding : WindowPooling.Average
            ),
        ];

    private static Value.Symbols Pooled(Step step, WindowPooling pooling)
    {
        var value = step.Symbols(0);
        var windows = StepWindows.Of(step, value.Layout, Option<Layout>.None);
        return windows.Made(
            step,
            value,
            value.Cells.Length,
            new PoolingWeights(new TimeWindows(windows.Rounded(step, pooling)), pooling)
        );
    }
}
