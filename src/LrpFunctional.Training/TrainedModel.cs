using System.Collections.Immutable;
using LanguageExt;
using LrpFunctional.Formats.Models;
using LrpFunctional.Formats.Tensors;
using LrpFunctional.Layers;
using LrpFunctional.Layers.Pointwise;
using LrpFunctional.Layers.Readings;
using LrpFunctional.Layers.Recurrent;
using LrpFunctional.Networks;
using LrpFunctional.Numerics;

namespace LrpFunctional.Training;

/// <summary>What was trained, as a model with files: tensors under PyTorch's state-dict names, in float32.</summary>
public static class TrainedModel
{
    private const string Place = "trained";

    /// <summary>The model of a network that a recipe made, or what of it does not fit its configuration.</summary>
    /// <param name="weights">The network.</param>
    /// <param name="words">The words of its vectors; none for a network that reads numbers.</param>
    /// <param name="config">What its config.json says.</param>
    public static Validation<Fault, StoredModel> Of(
        NetworkWeights weights,
        ImmutableArray<string> words,
        ModelConfig config
    )
    {
        var tensors = weights
            .Layers.SelectMany((placed, layer) => Named(placed.Weights, layer))
            .ToImmutableDictionary(tensor => tensor.Name, tensor => Stored(tensor.Name, tensor.Values));
        return StoredModel.Create(
            Place,
            Place,
            words.IsEmpty ? Option<RowWords>.None : Prelude.Some<RowWords>(_ => words),
            config,
            words.IsEmpty
                ? tensors
                : tensors.Add(StateNames.Embedding, Stored(StateNames.Embedding, weights.Embedding.Values))
        );
    }

    private static IEnumerable<(string Name, Matrix Values)> Named(ILayerWeights weights, int layer) =>
        weights switch
        {
            RecurrentWeights recurrent => recurrent.Cells.SelectMany(cell => Named(cell, layer)),
            ReadingWeights reading => reading.Attention.SelectMany(
                (scorer, at) => Named(StateNames.Attention(at), scorer)
            ),
            DenseWeights output => Named(StateNames.Output, output),
            _ => [],
        };

    private static IEnumerable<(string Name, Matrix Values)> Named(CellWeights cell, int layer)
    {
        var kind = cell.Kind == CellKind.Lstm ? StateNames.Lstm : StateNames.Gru;
        var names = StateNames.Cell(kind, layer, cell.Direction);
        return names.Blocks.Zip(cell.Learned, (name, weight) => weight.Map(own => (name, own.Values))).Somes();
    }

    private static ImmutableArray<(string Name, Matrix Values)> Named(string module, DenseWeights dense) =>
        [
            (StateNames.Weight(module), dense.Weights.Values),
            .. dense.Bias.Map(bias => (StateNames.Bias(module), bias.Values)).ToSeq(),
        ];

    // A number of float32 is what the file will hold: the model is the one that will be read.
    private static Tensor Stored(string name, Matrix values) =>
        new(
            $"{Place}: {name}",
            ElementType.F32,
            name.Contains("bias", StringComparison.Ordinal) ? [values.Columns] : [values.Rows, values.Columns],
            values.Map(value => (double)(float)value)
        );
}
