using System.Collections.Immutable;
using System.Text.Json;
using LanguageExt;
using LrpFunctional.Formats.Models;
using LrpFunctional.Formats.Models.StateDicts.Composed;
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
        ImmutableArray<(string Name, Matrix Values)> vectors = words.IsEmpty
            ? []
            : [(StateNames.Embedding, weights.Embedding.Values)];
        ImmutableArray<StateTensor> tensors =
        [
            .. weights
                .Layers.SelectMany((placed, layer) => Named(placed.Weights, layer))
                .Concat(vectors)
                .Select(tensor => Stored(tensor.Name, tensor.Values)),
        ];
        return Described(weights, config)
            .Bind(said => StateDictLayout.Understood(Place, said, new StateDict(tensors), LayerConventions.PyTorch))
            .Bind(parts =>
                ModelFiles.Model(
                    Place,
                    Place,
                    words.IsEmpty ? Option<RowWords>.None : Prelude.Some<RowWords>(_ => words),
                    parts
                )
            );
    }

    // What only an nn.RNN has, its function, is read in a list of all layers.
    private static Validation<Fault, ModelConfig> Described(NetworkWeights weights, ModelConfig config)
    {
        ImmutableArray<ILayerWeights> layers = [.. weights.Layers.Select(placed => placed.Weights)];
        var cell = layers.OfType<RecurrentWeights>().First().Cells[0].Kind;
        if (cell != CellKind.Simple)
            return config with
            {
                Architecture = config.Architecture with { ResetsBefore = cell == CellKind.GruResetBefore },
            };
        var reading = layers.OfType<ReadingWeights>().First();
        ImmutableArray<string> all =
        [
            weights.Embedding.Values.Rows > 0
                ? """{"embedding": "embedding"}"""
                : $$"""{"input": {{weights.Embedding.Values.Columns}}}""",
            $$"""{"rnn": "{{StateNames.Rnn}}", "activation": "tanh"}""",
            reading.Reading == Reading.Attention
                ? $$"""{"attention": "{{StateNames.Attention(0)}}"}"""
                : $$"""{"reading": "{{ModelConfig.NameOf(reading.Reading)}}"}""",
            $$"""{"linear": "{{StateNames.Output}}"}""",
        ];
        return LayerSetting
            .All(Place, [.. all.Select(layer => JsonElement.Parse(layer))])
            .Map(listed =>
                config with
                {
                    Architecture = Architecture.Default with { Probabilities = config.Architecture.Probabilities },
                    Layers = listed,
                }
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
        var kind = cell.Kind switch
        {
            CellKind.Lstm => StateNames.Lstm,
            CellKind.Simple => StateNames.Rnn,
            _ => StateNames.Gru,
        };
        var names = StateNames.Cell(kind, layer, cell.Direction);
        return names.Blocks.Zip(cell.Learned, (name, weight) => weight.Map(own => (name, own.Values))).Somes();
    }

    private static ImmutableArray<(string Name, Matrix Values)> Named(string module, DenseWeights dense) =>
        [
            (StateNames.Weight(module), dense.Weights.Values),
            .. dense.Bias.Map(bias => (StateNames.Bias(module), bias.Values)).ToSeq(),
        ];

    // A number of float32 is what the file will hold: the model is the one that will be read.
    private static StateTensor Stored(string name, Matrix values)
    {
        var (place, numbers) = ($"{Place}: {name}", values.Map(value => (double)(float)value));
        ImmutableArray<int> shape = name.Contains("bias", StringComparison.Ordinal)
            ? [values.Columns]
            : [values.Rows, values.Columns];
        return new StateTensor(
            name,
            place,
            nameof(ElementType.F32),
            [.. shape],
            _ => new Tensor(place, ElementType.F32, shape, numbers)
        );
    }
}
