using LrpFunctional.Layers.Pointwise;
using LrpFunctional.Layers.Readings;
using LrpFunctional.Layers.Windows;

namespace LrpFunctional.Formats.Models.Onnx.Compositions;

/// <summary>The layer that makes the numbers of a step of the graph.</summary>
internal static class SourceLayers
{
    /// <summary>The layer, added to those below it.</summary>
    /// <param name="path">The file, for messages.</param>
    /// <param name="composer">The layers below it.</param>
    /// <param name="source">The step.</param>
    /// <exception cref="FaultException">No layer makes them.</exception>
    public static Flow Of(string path, Composer composer, Source source) =>
        source switch
        {
            Source.Linear layer => composer.Dense(layer, Activation.None),
            Source.Activated { Of: var sums } layer when DenseStage.Whole(sums) is Source.Linear dense =>
                composer.Dense(dense, layer.Function),
            Source.Activated { Of: var sums } layer
                when DenseStage.Whole(sums) is Source.Made { Weights: ConvolutionWeights windows } below
                    && windows.Activation.IsNone => composer.Add(
                layer.Label,
                windows with
                {
                    Activation = layer.Function,
                },
                [.. below.Reads.Select(read => composer.Whole(below.Label, read))]
            ),
            Source.Activated layer => composer.Add(
                layer.Label,
                new ActivationWeights(layer.Function),
                [composer.Whole(layer.Label, layer.Of)]
            ),
            Source.Ended { Function: Probabilities.Sigmoid } gate => composer.Add(
                gate.Label,
                new ActivationWeights(Activation.Sigmoid),
                [composer.Whole(gate.Label, gate.Of)]
            ),
            Source.Ended { Function: Probabilities.Softmax, IsLogarithm: false, Count: > 1 } gates => composer.Add(
                gates.Label,
                new SoftmaxWeights(),
                [composer.Whole(gates.Label, gates.Of)]
            ),
            Source.Made layer => composer.Add(
                layer.Label,
                layer.Weights,
                [.. layer.Reads.Select(read => composer.Whole(layer.Label, read))]
            ),
            Source.At at => composer.Add(
                at.Description,
                new ReadingWeights(at.IsLast ? Reading.LastPosition : Reading.FirstPosition),
                [composer.Whole(at.Description, at.Of)]
            ),
            Source.Pooled { Pooling: Pooling.Mean or Pooling.Max } pooled => composer.Add(
                pooled.Description,
                new ReadingWeights(pooled.Pooling == Pooling.Mean ? Reading.Mean : Reading.Max),
                [composer.Whole(pooled.Description, Source.Reversed.Undone(pooled.Of))]
            ),
            Source.Attended attended => composer.Add(
                attended.Description,
                AttentionWeights.Of(path, attended, composer.Read),
                [composer.Whole(attended.Description, attended.Of)]
            ),
            _ => throw new FaultException(
                new Fault(path, $"{source.Description} go into another layer, which is not read", Composer.Remedy)
            ),
        };
}
