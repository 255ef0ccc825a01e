using System.Collections.Immutable;
using LrpFunctional.Layers;
using LrpFunctional.Layers.Pointwise;
using LrpFunctional.Layers.Readings;
using LrpFunctional.Numerics;

namespace LrpFunctional.Formats.Models.Onnx.Compositions;

/// <summary>The reading of what attention weighs.</summary>
internal static class AttentionWeights
{
    /// <summary>The layers that score each step, which read what they weigh.</summary>
    /// <exception cref="FaultException">They read something else, or weigh each number in another way.</exception>
    /// <param name="path">The file, for messages.</param>
    /// <param name="attended">What is read.</param>
    /// <param name="reads">What some numbers are, as a layer reads them.</param>
    public static ReadingWeights Of(
        string path,
        Source.Attended attended,
        Func<string, ImmutableArray<Atom>, Selection> reads
    )
    {
        FaultException Refusal(string problem) =>
            new(new Fault($"{path}: {attended.Description}", problem, Composer.Remedy));
        var weight = attended.Weights[0];
        if (attended.Weights.Any(other => !ReferenceEquals(other.Source, weight.Source) || other.Index != weight.Index))
            throw Refusal("its numbers have several attention weights, where one for each step is expected");
        var (stages, read) = DenseStage.Chain([weight.Source.Of[weight.Index]]);
        if (stages.IsEmpty || stages[^1] is not { Activation: Activation.None, Layer.Count: 1 })
            throw Refusal(
                $"its attention weights are a softmax of {weight.Source.Of[weight.Index].Source.Description}, "
                    + "where the sums of a dense layer of one unit are expected"
            );
        var (weighed, scored) = (reads(attended.Description, attended.Of), reads(attended.Description, read));
        ImmutableArray<int> columns = [.. scored.Columns.Select(column => weighed.Columns.IndexOf(column))];
        if (scored.Flow.Layer != weighed.Flow.Layer || columns.Any(column => column < 0))
            throw Refusal($"its attention reads {read[0].Source.Description}, where what it weighs is expected");
        DenseWeights Dense(DenseStage stage, int at)
        {
            var weights = stage.Layer.Weights.ToTensor(path, stage.Layer.Count);
            return new DenseWeights(
                new Weight(
                    weights.Place,
                    at == 0 ? InColumns(weights.Values, columns, attended.Of.Length) : weights.Values
                ),
                stage.Layer.Bias.Map(bias => bias.ToTensor(path, 0)).Map(bias => new Weight(bias.Place, bias.Values)),
                stage.Activation
            );
        }

        return new ReadingWeights(Reading.Attention, [.. stages.Select(Dense)]);
    }

    private static Matrix InColumns(Matrix weights, ImmutableArray<int> columns, int width) =>
        Matrix.Of(
            weights.Rows,
            width,
            [
                .. from row in Enumerable.Range(0, weights.Rows)
                from to in Enumerable.Range(0, width)
                let at = columns.IndexOf(to)
                select at < 0 ? 0 : weights[row, at],
            ]
        );
}
