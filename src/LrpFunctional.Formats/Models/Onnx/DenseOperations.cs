using System.Collections.Immutable;
using LanguageExt;
using LrpFunctional.Layers.Pointwise;

namespace LrpFunctional.Formats.Models.Onnx;

/// <summary>The operations that dense layers are made of, and what is done to their sums.</summary>
internal static class DenseOperations
{
    public static ImmutableArray<Value> Gemm(Step step)
    {
        var input = step.Symbols(0);
        var weights = step.Numbers(1);
        if (input.Layout.Rank != 2 || weights.Layout.Rank != 2)
            throw step.Refusal(
                $"its inputs have the axes {input.Layout} and {weights.Layout}, where two axes each are expected"
            );
        var product = Product(
            step,
            input,
            step.Integer("transB", 0) != 0 ? weights : (Value.Numbers)ShapeOperations.Transposed(step, weights, [1, 0])
        );
        return [step.Maybe(2).IsNone ? product : Biased(step, product, step.Numbers(2))];
    }

    public static ImmutableArray<Value> MatMul(Step step) =>
        (step.Input(0), step.Input(1)) switch
        {
            (Value.Symbols input, Value.Numbers weights) => [Product(step, input, weights)],
            (Value.Symbols a, Value.Symbols b) => [ReadingOperations.Weighed(step, a, b)],
            _ => throw step.Refusal(
                "its first input is stored in the file, where a dense layer's weights are expected to come second"
            ),
        };

    public static ImmutableArray<Value> Add(Step step) =>
        (step.Input(0), step.Input(1)) switch
        {
            (Value.Symbols sums, Value.Numbers bias) => [Biased(step, sums, bias)],
            (Value.Numbers bias, Value.Symbols sums) => [Biased(step, sums, bias)],
            (Value.Integers, Value.Integers) => [IntegerOperations.Add(step)],
            _ => throw step.Refusal("it adds what are not a dense layer's sums and its bias"),
        };

    public static ImmutableArray<Value> Tanh(Step step) => [Activated(step, Activation.Tanh)];

    public static ImmutableArray<Value> Relu(Step step) => [Activated(step, Activation.Relu)];

    public static ImmutableArray<Value> Sigmoid(Step step)
    {
        var scores = step.Symbols(0);
        return
        [
            Value.Symbols.Of(scores.Layout, new Source.Ended(step.Node.Label, Probabilities.Sigmoid, scores.Cells)),
        ];
    }

    public static ImmutableArray<Value> Softmax(Step step)
    {
        var scores = step.Symbols(0);
        var axes = scores.Layout.Axes;
        var axis = step.Axis(step.Integer("axis", step.Opset < 13 ? 1 : -1), axes.Length);

        // Before opset 13 it went over all axes from its own on.
        if (step.Opset < 13 && axes[(axis + 1)..].Any(other => other != Axis.One))
            throw step.Refusal($"it goes over several axes of {scores.Layout} at once, where one is expected");
        return axes[axis].IsSymbolic ? [ReadingOperations.OverTime(step, scores, axis)]
            : axes[axis].Size == scores.Cells.Length
                ?
                [
                    Value.Symbols.Of(
                        scores.Layout,
                        new Source.Ended(step.Node.Label, Probabilities.Softmax, scores.Cells)
                    ),
                ]
            : throw step.Refusal(
                $"it goes over {axes[axis].Size} of {scores.Cells.Length} units, where all scores are "
                    + "expected to be taken together"
            );
    }

    public static ImmutableArray<Value> LogSoftmax(Step step) =>
        throw step.Refusal(
            "it gives logarithms of probabilities, where scores, or Softmax or Sigmoid of them, are expected",
            "export the network without its last step: the scores before it are what is explained"
        );

    private static Value.Symbols Activated(Step step, Activation function)
    {
        var sums = step.Symbols(0);
        return Value.Symbols.Of(
            sums.Layout,
            new Source.Activated(step.Node.Label, function, sums.Cells) { Before = (step.Node.Inputs[0], sums.Layout) }
        );
    }

    private static Value.Symbols Product(Step step, Value.Symbols input, Value.Numbers stored)
    {
        // Weights in front of which axes of size 1 stand are the same for all.
        var axes = stored.Layout.Axes;
        while (axes.Length > 2 && axes.Length <= input.Layout.Rank && axes[0] == Axis.One)
            axes = axes[1..];
        var isGemm = step.Node.Op == "Gemm";
        var size = input.Layout.Rank == 0 ? Axis.One : input.Layout.Axes[^1];
        if (
            axes.Length is not (1 or 2)
            || size.IsSymbolic
            || size != axes[isGemm ? 1 : 0]
            || axes.Any(axis => axis.Size == 0)
            || input.Layout.Rank < 1
        )
            throw step.Refusal(
                $"it multiplies values with the axes {input.Layout} by weights with the axes {stored.Layout}, "
                    + "where all units of a state are expected to meet one matrix"
            );
        var weights =
            isGemm ? stored
            : axes.Length == 1 ? stored.Under(Layout.Of(Axis.One, size))
            : (Value.Numbers)ShapeOperations.Transposed(step, stored.Under(new Layout(axes)), [1, 0]);
        var units = weights.Layout.Axes[0];
        var layout = step.Room(step, input.Layout.With(input.Layout.Rank - 1, axes.Length == 1 ? [] : [units]));
        return new Value.Symbols(
            layout,
            [
                .. input
                    .Cells.Chunk(size.Size)
                    .SelectMany(state =>
                        new Source.Linear(step.Node.Label, weights, Option<Value.Numbers>.None, [.. state]).Outputs
                    ),
            ]
        );
    }

    /// <summary>Whether stored numbers are the bias of the dense layer whose sums these are.</summary>
    public static bool TakesBias(Value.Symbols sums, Value.Numbers bias)
    {
        if (sums.Cells is not [{ Source: Source.Linear { Bias.IsNone: true } }, ..])
            return false;
        var count = sums.Cells[0].Source.Count;
        var isVector =
            bias.Layout.Cells == 1
            || (bias.Layout.Cells == count && (bias.Layout.Axes[^1].Size == count || count == 1));
        var isWhole = sums
            .Cells.Chunk(count)
            .All(state => DenseStage.Whole([.. state]) is Source.Linear { Bias.IsNone: true });
        var isAlong = bias.Layout.Cells == 1 || (sums.Layout.Rank > 0 && sums.Layout.Axes[^1].Size == count);
        return isVector && isWhole && isAlong && bias.Layout.Rank <= Math.Max(sums.Layout.Rank, 1);
    }

    public static Value.Symbols Biased(Step step, Value.Symbols sums, Value.Numbers bias)
    {
        if (sums.Cells is not [{ Source: Source.Linear { Bias.IsNone: true } }, ..])
            throw step.Refusal("it adds stored numbers to what are no sums of a dense layer without a bias");
        var count = sums.Cells[0].Source.Count;
        if (!TakesBias(sums, bias))
            throw step.Refusal(
                $"it adds numbers with the axes {bias.Layout} to sums with the axes {sums.Layout}, where one "
                    + $"for each of a layer's {count} units is expected"
            );
        ImmutableArray<int> places = [.. Enumerable.Range(0, count).Select(at => bias.Layout.Cells == 1 ? 0 : at)];
        var vector = bias.Picked(Layout.Of(Axis.Of(count)), places);
        return new Value.Symbols(
            sums.Layout,
            [
                .. sums
                    .Cells.Chunk(count)
                    .SelectMany(state => ((Source.Linear)state[0].Source with { Bias = vector }).Outputs),
            ]
        );
    }
}
