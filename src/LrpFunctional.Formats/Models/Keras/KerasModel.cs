using System.Collections.Immutable;
using LanguageExt;
using LrpFunctional.Formats.Hdf5;
using LrpFunctional.Formats.Models.Keras.Compositions;
using LrpFunctional.Formats.Tensors;
using LrpFunctional.Layers.Readings;
using LrpFunctional.Sequences;

namespace LrpFunctional.Formats.Models.Keras;

/// <summary>
/// Models that Keras saves: one chain of an embedding, LSTM or GRU layers, a pooling and dense layers. A layer or a
/// setting that is not understood is refused by name; nothing in the file is ever run.
/// </summary>
internal static class KerasModel
{
    /// <summary>The order of a GRU's gate blocks.</summary>
    internal const string GruOrder = "zrn";

    /// <summary>The model's architecture and its tensors under their names in <see cref="StateNames"/>.</summary>
    /// <param name="path">The file.</param>
    /// <param name="limits">How large what it holds may be; as usual if left out.</param>
    /// <param name="output">The layer that gives the scores, or its number from 0 among the outputs, where it is
    /// chosen.</param>
    /// <exception cref="FaultException">The file is missing or broken, or holds another kind of model.</exception>
    public static ModelParts Read(string path, ReadingLimits? limits = null, Option<string> output = default)
    {
        var file = KerasFile.Read(path, limits ?? ReadingLimits.Default);
        return KerasText.Said(path, output.Match(said => Chosen(path, file, said), () => Whole(path, file)), file);
    }

    private static ModelParts Chosen(string path, KerasFile file, string said)
    {
        var outputs = file.Graph.Outputs();
        var chosen = OutputChoice.Of(path, outputs, said);
        if (outputs.Length == 1)
            return Whole(path, file);
        var parts = KerasComposition.Of(path, file with { Graph = file.Graph with { Chosen = chosen } });
        return parts with { Notes = parts.Notes.AddRange(OutputChoice.LeftAside(outputs, chosen)) };
    }

    private static ModelParts Whole(string path, KerasFile file)
    {
        var layers = file.Graph.Layers;
        return
            !file.Graph.Inner.IsEmpty
            || file.Graph.HasShared
            || layers.Any(layer =>
                layer.Class == KerasClass.Lambda
                || KerasLayers.OfCompositions.Contains(layer.Class)
                || KerasOperation.Is(layer)
                || KerasCell.IsBeyondStateDicts(layer)
                || KerasLevel.IsProduct(layer)
            )
            || file.Graph.All.Count(layer => layer.Class == KerasClass.Input) > 1
            || Enumerable.Range(0, layers.Length).Any(at => KerasActivation.IsBeyondStateDicts(layers, at))
            || (!file.Graph.IsSequential && file.Graph.Outputs().Length > 1)
            || file.Graph.HasStatesToBeginWith
            ? KerasComposition.Of(path, file)
            : OfChain(path, file);
    }

    private static ModelParts OfChain(string path, KerasFile file)
    {
        var chain = KerasChain.Of(file.Graph);
        foreach (var layer in chain.Where(layer => !KerasClass.All.Contains(layer.Class)))
            throw layer.Entry.Fault($"its class is {layer.Class}, which is not read where it stands");
        var layers = chain.Where(layer => !KerasClass.Idle.Contains(layer.Class)).ToImmutableArray();
        var mask = KerasMask.Of(layers);
        var embedding = layers.TakeWhile(layer => layer.Class == KerasClass.Embedding).Take(1).ToImmutableArray();
        var masking = layers
            .Skip(embedding.Length)
            .TakeWhile(layer => layer.Class == KerasClass.Masking)
            .Take(1)
            .ToImmutableArray();
        var read = embedding.Length + masking.Length;
        var recurrent = layers
            .Skip(read)
            .TakeWhile(layer => KerasClass.Recurrent.Contains(layer.Class))
            .ToImmutableArray();
        var pooling = layers
            .Skip(read + recurrent.Length)
            .TakeWhile(layer => KerasClass.Pooling.Contains(layer.Class))
            .Take(1)
            .ToImmutableArray();
        var rest = layers.Skip(read + recurrent.Length + pooling.Length).ToImmutableArray();
        if (recurrent.IsEmpty)
            throw file.Model.Fault(
                $"it has no LSTM or GRU layer {(embedding.IsEmpty ? "at its beginning" : "behind the embedding")}"
            );
        foreach (
            var layer in rest.Where(layer =>
                layer.Class != KerasClass.Dense && !KerasClass.Activations.Contains(layer.Class)
            )
        )
            throw layer.Entry.Fault(
                "it stands where only Dense layers are expected: behind the last LSTM or GRU layer and its pooling"
            );

        var levels = Validations
            .All(recurrent.Select(layer => Edge.Read(path, () => KerasLevel.Of(layer, file.Version))))
            .OrThrow();
        var cells = levels.SelectMany(level => level.Cells).ToImmutableArray();
        var reading = Reading(levels, pooling, KerasMask.Layers(layers));
        var head = KerasHead.Of(file.Model, rest);
        var architecture = Architecture.Default with
        {
            GateOrder = cells.Any(cell => cell.Kind == StateNames.Gru) ? GruOrder : Option<string>.None,
            Gates = Alike(cells, cell => cell.Gates, "recurrent_activation", _ => true),
            ResetsBefore = Alike(cells, cell => cell.ResetsBefore, "reset_after", cell => cell.Kind == StateNames.Gru),
            Reading = reading,
            Dense = head.Activations,
            Probabilities = head.End,
            Mask = mask,
        };
        var stored = Weights(path, file, [.. embedding, .. recurrent, .. head.Layers]);
        string Named(int at) => at == head.Layers.Length - 1 ? StateNames.Output : StateNames.Dense(at);
        var tensors = Validations
            .All(
                embedding
                    .Select(layer => Edge.Read(path, () => Embedding(layer, stored[layer.Name])))
                    .Concat(
                        levels.Select(
                            (level, at) => Edge.Read(path, () => Recurrent(level, at, stored[level.Layer.Name]))
                        )
                    )
                    .Concat(
                        head.Layers.Select(
                            (layer, at) => Edge.Read(path, () => Dense(layer, Named(at), stored[layer.Name]))
                        )
                    )
            )
            .OrThrow()
            .SelectMany(made => made)
            .ToImmutableDictionary(StringComparer.Ordinal);
        return new ModelParts(
            ModelConfig.Default with
            {
                Architecture = architecture,
            },
            SideBySide(levels, StateNames.Weight(Named(0)), tensors)
        );
    }

    // What every position has for the layer above; a layer that reads from right to left hands its states on in that
    // order.
    private static Reading Reading(
        ImmutableArray<KerasLevel> levels,
        ImmutableArray<KerasLayer> pooling,
        ImmutableArray<KerasLayer> masks
    )
    {
        foreach (var level in levels.SkipLast(1))
        {
            if (!level.GivesSequence)
                throw level.Layer.Config.Fault("return_sequences is false, where another LSTM or GRU layer lies on it");
            if (level.Cells is [{ Direction: Direction.RightToLeft }])
                throw level.Layer.Config.Fault("go_backwards is true, where another LSTM or GRU layer lies on it");
        }

        var top = levels[^1];
        if (top.GivesSequence == !pooling.IsEmpty)
        {
            // Such a layer hands its states on from right to left, and the mask beside them from left to right.
            if (top is { GivesSequence: true, Cells: [{ Direction: Direction.RightToLeft }] } && !masks.IsEmpty)
                throw top.Layer.Config.Fault(
                    $"go_backwards is true, where the mask of layer {masks[0].Name} would meet the states of "
                        + "other steps"
                );
            if (pooling is [{ Class: KerasClass.Max } max])
            {
                if (!masks.IsEmpty)
                    throw max.Config.Fault(
                        $"it does not support the mask of layer {masks[0].Name}: Keras takes what stands at "
                            + "masked steps into the maximum"
                    );
                if (top.Sum.IsSome)
                    throw max.Config.Fault(
                        $"it takes the maximum of what merge_mode of layer {top.Layer.Name} adds, where "
                            + "concat is expected"
                    );
            }

            return pooling switch
            {
                [] => Layers.Readings.Reading.LastState,
                [{ Class: KerasClass.Mean }] => Layers.Readings.Reading.Mean,
                _ => Layers.Readings.Reading.Max,
            };
        }

        throw top.Layer.Config.Fault(
            top.GivesSequence
                ? "return_sequences is true, where no pooling follows; a model with an output at each "
                    + "position is not read"
                : "return_sequences is false, where a pooling follows"
        );
    }

    /// <summary>
    /// The tensors, where what a layer adds of two directions is read with the same weights for both.
    /// </summary>
    private static ImmutableDictionary<string, Tensor> SideBySide(
        ImmutableArray<KerasLevel> levels,
        string head,
        ImmutableDictionary<string, Tensor> tensors
    )
    {
        var above =
            from at in Enumerable.Range(0, levels.Length)
            from name in at + 1 < levels.Length
                ? levels[at + 1].Cells.Select(cell => StateNames.Cell(cell.Kind, at + 1, cell.Direction).Input)
                : [head]
            select KeyValuePair.Create(name, levels[at].SideBySide(tensors[name]));
        return tensors.SetItems(above);
    }

    private static T Alike<T>(
        ImmutableArray<KerasCell> all,
        Func<KerasCell, T> setting,
        string name,
        Func<KerasCell, bool> counts
    )
    {
        var cells = all.Where(counts).ToImmutableArray();
        var other = cells
            .Where(cell => !EqualityComparer<T>.Default.Equals(setting(cell), setting(cells[0])))
            .HeadOrNone();
        return other.Match(
            cell =>
                throw cell.Layer.Config.Fault(
                    $"its {name} is another than that of layer {cells[0].Layer.Name}, where one for all "
                        + "layers is expected"
                ),
            () => cells.IsEmpty ? default! : setting(cells[0])
        );
    }

    // Many names for the same bytes would make more numbers of a file than it has.
    private static ImmutableDictionary<string, ImmutableArray<Hdf5Numbers>> Weights(
        string path,
        KerasFile file,
        ImmutableArray<KerasLayer> layers
    )
    {
        KeyValuePair<string, ImmutableArray<Hdf5Numbers>> Of(KerasLayer layer) =>
            KeyValuePair.Create(
                layer.Name,
                file.WeightsOf(layer).Select(weights => weights.Numbers).ToImmutableArray()
            );
        var stored = Validations.All(layers.Select(layer => Edge.Read(path, () => Of(layer)))).OrThrow();
        return stored.Sum(layer => layer.Value.Sum(weights => (decimal)weights.Stored)) <= file.Size
            ? stored.ToImmutableDictionary(StringComparer.Ordinal)
            : throw file.Model.Fault("its layers have more weights than the file has bytes");
    }

    private static ImmutableArray<KeyValuePair<string, Tensor>> Embedding(
        KerasLayer layer,
        ImmutableArray<Hdf5Numbers> weights
    )
    {
        Count(layer, weights, 1);
        KerasShape.Check(weights[0], $"{layer.Config.Whole("input_dim")}", $"{layer.Config.Whole("output_dim")}");
        return [KeyValuePair.Create(StateNames.Embedding, weights[0].Tensor)];
    }

    private static ImmutableArray<KeyValuePair<string, Tensor>> Recurrent(
        KerasLevel level,
        int place,
        ImmutableArray<Hdf5Numbers> weights
    )
    {
        Count(level.Layer, weights, level.Cells.Sum(cell => cell.Count));
        return
        [
            .. level.Cells.SelectMany(
                (cell, at) =>
                    cell.Tensors(
                        place,
                        [.. weights.Skip(level.Cells.Take(at).Sum(before => before.Count)).Take(cell.Count)]
                    )
            ),
        ];
    }

    private static ImmutableArray<KeyValuePair<string, Tensor>> Dense(
        KerasLayer layer,
        string name,
        ImmutableArray<Hdf5Numbers> weights
    )
    {
        var hasBias = layer.Config.Flag("use_bias", otherwise: true);
        Count(layer, weights, hasBias ? 2 : 1);
        KerasShape.Check(weights[0], "d", $"{layer.Config.Whole("units")}");
        var kernel = KeyValuePair.Create(StateNames.Weight(name), weights[0].Transposed);
        return hasBias ? [kernel, KeyValuePair.Create(StateNames.Bias(name), weights[1].Tensor)] : [kernel];
    }

    private static void Count(KerasLayer layer, ImmutableArray<Hdf5Numbers> weights, int expected)
    {
        if (weights.Length != expected)
            throw layer.Config.Fault($"it has {weights.Length} arrays of weights, where {expected} are expected");
    }
}
