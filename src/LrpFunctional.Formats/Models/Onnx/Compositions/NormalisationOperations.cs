using System.Collections.Immutable;
using LanguageExt;
using LrpFunctional.Layers;
using LrpFunctional.Layers.Pointwise.Normalisations;
using LrpFunctional.Numerics;

namespace LrpFunctional.Formats.Models.Onnx.Compositions;

/// <summary>Trained normalisations.</summary>
internal static class NormalisationOperations
{
    private const float Epsilon = 1e-5f;

    /// <summary>γ (x − μ) / √(σ² + ε) + β along axis 1.</summary>
    public static ImmutableArray<Value> Batch(Step step)
    {
        var value = step.Symbols(0);
        var axes = value.Layout.Axes;
        if (step.Integer("training_mode", 0) != 0)
            throw step.Refusal("it goes by the batch as in training", "export the network in evaluation mode");
        if (axes.Length < 2 || axes[1].IsSymbolic)
            throw step.Refusal(
                $"it goes along axis 1 of {value.Layout}, where that of the units is expected",
                "export the network with a batch normalisation over its units"
            );
        ImmutableArray<double> Each(int input) =>
            step.Numbers(input) is { } numbers && numbers.Layout == Layout.Of(axes[1])
                ? [.. numbers.Cells.Span]
                : throw step.Refusal(
                    $"its input \"{step.Node.Inputs[input]}\" has the axes {step.Numbers(input).Layout}, where one "
                        + $"number for each of {axes[1].Size} units is expected"
                );
        var (gamma, beta, mean, variance) = (Each(1), Each(2), Each(3), Each(4));
        double epsilon = step.Number("epsilon", Epsilon);
        var inner = value.Layout.Around(1).Inner;
        ImmutableArray<int> units =
        [
            .. Enumerable.Range(0, value.Cells.Length).Select(cell => cell / inner % axes[1].Size),
        ];
        ImmutableArray<double> scale =
        [
            .. gamma.Zip(variance, (factor, square) => factor / Math.Sqrt(square + epsilon)),
        ];
        return
        [
            Affine.Of(
                step,
                value.Layout,
                value.Cells,
                step.Node.Inputs[1],
                [.. units.Select(unit => scale[unit])],
                [.. units.Select(unit => beta[unit] - (scale[unit] * mean[unit]))]
            ),
        ];
    }

    /// <summary>γ (x − μ) / √(σ² + ε) + β, μ and σ² those of the units of each step.</summary>
    public static ImmutableArray<Value> Layer(Step step)
    {
        var units = Units(step);
        Weight Each(int input) =>
            step.Numbers(input) is { } numbers && numbers.Layout.Cells == units
                ? new Weight($"{step.Path}: {numbers.Name}", Matrix.Of(1, units, [.. numbers.Cells.Span]))
                : throw step.Refusal(
                    $"its input \"{step.Node.Inputs[input]}\" has the axes {step.Numbers(input).Layout}, where one "
                        + $"number for each of {units} units is expected"
                );
        return Normalised(step, Each(1), step.Maybe(2).Map(_ => Each(2)));
    }

    /// <summary>(x − μ) / √(σ² + ε).</summary>
    public static ImmutableArray<Value> WithoutScale(Step step)
    {
        Units(step);
        return Normalised(step, Option<Weight>.None, Option<Weight>.None);
    }

    private static int Units(Step step)
    {
        var value = step.Symbols(0);
        var axes = value.Layout.Axes;
        var axis = step.Axis(step.Integer("axis", -1), axes.Length);
        return axis == axes.Length - 1 && axes[axis].Size == value.Cells.Length
            ? axes[axis].Size
            : throw step.Refusal(
                $"it goes over the axes of {value.Layout} from {axis} on, where the units of each step are expected",
                "export the network with a layer normalisation over its units"
            );
    }

    private static ImmutableArray<Value> Normalised(Step step, Option<Weight> scale, Option<Weight> shift)
    {
        var value = step.Symbols(0);
        var weights = new LayerNormalisationWeights(scale, shift, step.Number("epsilon", Epsilon));
        return
        [
            Value.Symbols.Of(
                value.Layout,
                new Source.Made(step.Node.Label, weights, [value.Cells], value.Cells.Length, Source.TimeOf(value.Cells))
            ),
        ];
    }
}
