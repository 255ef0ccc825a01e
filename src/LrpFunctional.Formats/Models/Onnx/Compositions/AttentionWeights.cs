using System.Collections.Immutable;
using LrpFunctional.Layers;
using LrpFunctional.Layers.Pointwise;
using LrpFunctional.Layers.Readings;

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
        if (stages.IsEmpty || stages[^1].Activation != Activation.None || stages[^1].Layer.Count != 1)
            throw Refusal(
                $"its attention weights are a softmax of {weight.Source.Of[weight.Index].Source.Description}, "
                    + "where the sums of a dense layer of one unit are expected"
            );
        var (weighed, scored) = (reads(attended.Description, attended.Of), reads(attended.Description, read));
        var places = weighed.Columns.Index().DistinctBy(column => column.Item).ToDictionary(c => c.Item, c => c.Index);
        if (scored.Flow.Layer != weighed.Flow.Layer || scored.Columns.Any(column => !places.ContainsKey(column)))
            throw Refusal($"its attention reads {read[0].Source.Description}, where what it weighs is expected");
        var own = new Selection(
            weighed.Flow with
            {
                Shape = weighed.Flow.Shape.InRows(attended.Of.Length),
            },
            [.. scored.Columns.Select(column => places[column])]
        );
        DenseWeights Dense(DenseStage stage, int at)
        {
            var weights = stage.Layer.Weights.ToTensor(path, stage.Layer.Count);
            return new DenseWeights(
                new Weight(weights.Place, at == 0 ? own.Spread(weights.Place, weights.Values) : weights.Values),
                stage.Layer.Bias.Map(bias => bias.ToTensor(path, 0)).Map(bias => new Weight(bias.Place, bias.Values)),
                stage.Activation
            );
        }

        return new ReadingWeights(Reading.Attention, [.. stages.Select(Dense)]);
    }
}
