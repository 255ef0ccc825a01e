using System.Collections.Immutable;

namespace LrpFunctional.Formats.Models.Onnx.Compositions;

/// <summary>What is done to scores at the end.</summary>
internal static class EndOperations
{
    /// <summary>The logarithms of probabilities, which the scores are explained in place of.</summary>
    public static ImmutableArray<Value> LogSoftmax(Step step)
    {
        var value = (Value.Symbols)DenseOperations.Softmax(step)[0];
        return DenseStage.Whole(value.Cells) is Source.Ended end
            ? [Value.Symbols.Of(value.Layout, end with { IsLogarithm = true })]
            : throw step.Refusal("it goes over time, where scores are expected");
    }

    /// <summary>A dense layer with factors: α x W + β b.</summary>
    public static ImmutableArray<Value> Gemm(Step step)
    {
        var (alpha, beta) = (step.Number("alpha", 1), step.Number("beta", 1));
        if (step.Maybe(1).Case is not Value.Numbers weights || (alpha == 1 && beta == 1))
            return DenseOperations.Gemm(step);
        ImmutableArray<LanguageExt.Option<Value>> inputs =
        [
            .. step.Inputs.Select(
                (input, at) =>
                    at == 0 ? input
                    : input.Case is Value.Numbers numbers
                        ? FoldedNumbers.Each(step, numbers, number => number * (at == 1 ? alpha : beta))
                    : input
            ),
        ];
        return DenseOperations.Gemm(step with { Inputs = inputs });
    }
}
