using System.Collections.Immutable;
using LrpFunctional.Layers;
using LrpFunctional.Methods;
using LrpFunctional.Networks;
using LrpFunctional.Numerics;
using LrpFunctional.Sequences;

namespace LrpFunctional.Explanations;

/// <summary>What is explained of several lanes or sentences, always in float64.</summary>
internal static class OutputSlopes
{
    /// <summary>∂f/∂s of each lane (n × C).</summary>
    public static Matrix Slopes(ImmutableArray<Output> outputs, Matrix scores) =>
        Matrix.Of(
            scores.Rows,
            scores.Columns,
            [.. outputs.SelectMany((output, lane) => output.Slopes([.. scores.Row(lane)]))]
        );

    /// <summary>The weights of the scores in f of each lane (n × C).</summary>
    /// <exception cref="NotSupportedException">One is no weighted sum of scores.</exception>
    public static Matrix Weights(string method, ImmutableArray<Output> outputs, Matrix scores) =>
        outputs.FirstOrDefault(output => !output.IsLinear) is { } other
            ? throw new NotSupportedException(
                $"{method} shares out a score, or the difference of two, and has no equation for {other}"
            )
            : Slopes(outputs, scores);

    /// <summary>f of each sentence, for each output.</summary>
    public static ImmutableArray<ImmutableArray<double>> Values(
        RecurrentNetwork network,
        IEnumerable<Sentence> sentences,
        ImmutableArray<Output> outputs
    )
    {
        var predictions = network.Predict(sentences).ToImmutableArray();
        return
        [
            .. outputs.Select(output =>
                predictions.Select(prediction => output.Value(prediction.Scores)).ToImmutableArray()
            ),
        ];
    }

    /// <summary>∂f/∂x of each sentence (T × e), for each output.</summary>
    public static IEnumerable<ImmutableArray<Matrix>> Gradients(
        RecurrentNetwork network,
        IEnumerable<Sentence> sentences,
        ImmutableArray<Output> outputs
    ) =>
        RunStream.Map<double, ImmutableArray<Matrix>>(
            network,
            sentences,
            Recording.Gates,
            run =>
            {
                var (scores, packing) = (run.Scores, run.Batch.Packing);
                ImmutableArray<Matrix> gradients =
                [
                    .. outputs.Select(output =>
                        GradientWords.OfInputs(run, Slopes([.. Enumerable.Repeat(output, scores.Rows)], scores))
                    ),
                ];
                return
                [
                    .. packing.Lengths.Select(
                        (length, lane) =>
                            gradients
                                .Select(gradient =>
                                    PackedSequences.OfLane(gradient, packing.Offsets.AsSpan(), lane, length)
                                )
                                .ToImmutableArray()
                    ),
                ];
            },
            threads: 1,
            CancellationToken.None
        );
}
