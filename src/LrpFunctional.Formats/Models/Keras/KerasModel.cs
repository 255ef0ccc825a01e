using System.Collections.Immutable;
using LanguageExt;
using LrpFunctional.Formats.Hdf5;
using LrpFunctional.Formats.Tensors;
using LrpFunctional.Networks;
using LrpFunctional.Sequences;

namespace LrpFunctional.Formats.Models.Keras;

/// <summary>
/// Models that Keras saves: one chain of an embedding, LSTM or GRU layers, a pooling and dense layers. A layer or a setting that is not
/// understood is refused by name; nothing in the file is ever run.
/// </summary>
internal static class KerasModel
{
    private const string KerasGru = "zrn";

    /// <summary>The model's architecture and its tensors under their names in <see cref="StateNames"/>.</summary>
    /// <exception cref="FaultException">The file is missing or broken, or holds another kind of model.</exception>
    public static (ModelConfig Config, ImmutableDictionary<string, Tensor> Tensors) Read(
        string path,
        ReadingLimits? limits = null
    )
    {
        var file = KerasFile.Read(path, limits ?? ReadingLimits.Default);
        foreach (var layer in file.Layers.Where(layer => !KerasClass.All.Contains(layer.Class)))
            throw layer.Entry.Fault($"its class is {layer.Class}, where one of {string.Join(", ", KerasClass.All)} is expected");
        var layers = file.Layers.Where(layer => !KerasClass.Idle.Contains(layer.Class)).ToImmutableArray();
        var embedding = layers.TakeWhile(layer => layer.Class == KerasClass.Embedding).Take(1).ToImmutableArray();
        var recurrent = layers.Skip(embedding.Length).TakeWhile(layer => KerasClass.Recurrent.Contains(layer.Class)).ToImmutableArray();
        var pooling = layers.Skip(embedding.Length + recurrent.Length).TakeWhile(layer => KerasClass.Pooling.Contains(layer.Class)).Take(1).ToImmutableArray();
        var rest = layers.Skip(embedding.Length + recurrent.Length + pooling.Length).ToImmutableArray();
        if (recurrent.IsEmpty) throw file.Model.Fault($"it has no LSTM or GRU layer {(embedding.IsEmpty ? "at its beginning" : "behind the embedding")}");
        foreach (var layer in rest.Where(layer => layer.Class != KerasClass.Dense && !KerasClass.Activations.Contains(layer.Class)))
            throw layer.Entry.Fault("it stands where only Dense layers are expected: behind the last LSTM or GRU layer and its pooling");

        var levels = Validations.All(recurrent.Select(layer => Edge.Read(path, () => KerasCell.Of(layer, file.Version)))).OrThrow();
        var reading = Reading(levels, pooling);
        var head = KerasHead.Of(file.Model, rest);
        var architecture = Architecture.Default with
        {
            GateOrder = levels.Any(cells => cells.Any(cell => cell.Kind == StateNames.Gru)) ? KerasGru : Option<string>.None,
            Gates = Alike(levels, cell => cell.Gates, "recurrent_activation", _ => true),
            ResetsBefore = Alike(levels, cell => cell.ResetsBefore, "reset_after", cell => cell.Kind == StateNames.Gru),
            Reading = reading,
            Dense = head.Activations,
            Probabilities = head.End,
        };
        var stored = Weights(path, file, [.. embedding, .. recurrent, .. head.Layers]);
        string Named(int at) => at == head.Layers.Length - 1 ? StateNames.Output : StateNames.Dense(at);
        var tensors = Validations.All(
            embedding.Select(layer => Edge.Read(path, () => Embedding(layer, stored[layer.Name])))
                .Concat(levels.Select((cells, level) => Edge.Read(path, () => Recurrent(cells, level, stored[cells[0].Layer.Name]))))
                .Concat(head.Layers.Select((layer, at) => Edge.Read(path, () => Dense(layer, Named(at), stored[layer.Name])))))
            .OrThrow();
        return (ModelConfig.Default with { Architecture = architecture }, tensors.SelectMany(made => made).ToImmutableDictionary(StringComparer.Ordinal));
    }

    // What every position has for the layer above; a layer that reads from right to left hands its states on in that order.
    private static Reading Reading(ImmutableArray<ImmutableArray<KerasCell>> levels, ImmutableArray<KerasLayer> pooling)
    {
        foreach (var cells in levels.SkipLast(1))
        {
            if (!cells[0].GivesSequence) throw cells[0].Layer.Config.Fault("return_sequences is false, where another LSTM or GRU layer lies on it");
            if (cells is [{ Direction: Direction.RightToLeft }]) throw cells[0].Layer.Config.Fault("go_backwards is true, where another LSTM or GRU layer lies on it");
        }

        var top = levels[^1][0];
        if (top.GivesSequence == !pooling.IsEmpty)
        {
            return pooling switch
            {
                [] => Networks.Reading.LastState,
                [{ Class: KerasClass.Mean }] => Networks.Reading.Mean,
                _ => Networks.Reading.Max,
            };
        }

        throw top.Layer.Config.Fault(top.GivesSequence
            ? "return_sequences is true, where no pooling follows; a model with an output at each position is not read"
            : "return_sequences is false, where a pooling follows");
    }

    private static T Alike<T>(ImmutableArray<ImmutableArray<KerasCell>> levels, Func<KerasCell, T> setting, string name, Func<KerasCell, bool> counts)
    {
        var cells = levels.SelectMany(cells => cells).Where(counts).ToImmutableArray();
        var other = cells.Where(cell => !EqualityComparer<T>.Default.Equals(setting(cell), setting(cells[0]))).HeadOrNone();
        return other.Match(
            cell => throw cell.Layer.Config.Fault($"its {name} is another than that of layer {cells[0].Layer.Name}, where one for all layers is expected"),
            () => cells.IsEmpty ? default! : setting(cells[0]));
    }

    // Many names for the same bytes would make more numbers of a file than it has.
    private static ImmutableDictionary<string, ImmutableArray<Hdf5Numbers>> Weights(string path, KerasFile file, ImmutableArray<KerasLayer> layers)
    {
        KeyValuePair<string, ImmutableArray<Hdf5Numbers>> Of(KerasLayer layer) => KeyValuePair.Create(layer.Name, file.WeightsOf(layer).Select(weights => weights.Numbers).ToImmutableArray());
        var stored = Validations.All(layers.Select(layer => Edge.Read(path, () => Of(layer)))).OrThrow();
        return stored.Sum(layer => layer.Value.Sum(weights => (decimal)weights.Bytes.Length)) <= file.Size
            ? stored.ToImmutableDictionary(StringComparer.Ordinal)
            : throw file.Model.Fault("its layers have more weights than the file has bytes");
    }

    private static ImmutableArray<KeyValuePair<string, Tensor>> Embedding(KerasLayer layer, ImmutableArray<Hdf5Numbers> weights) =>
        Count(layer, weights, 1) ? [KeyValuePair.Create(StateNames.Embedding, weights[0].Tensor)] : [];

    private static ImmutableArray<KeyValuePair<string, Tensor>> Recurrent(ImmutableArray<KerasCell> cells, int level, ImmutableArray<Hdf5Numbers> weights) =>
        Count(cells[0].Layer, weights, cells.Sum(cell => cell.Count))
            ? [.. cells.SelectMany((cell, at) => cell.Tensors(level, [.. weights.Skip(cells.Take(at).Sum(before => before.Count)).Take(cell.Count)]))]
            : [];

    private static ImmutableArray<KeyValuePair<string, Tensor>> Dense(KerasLayer layer, string name, ImmutableArray<Hdf5Numbers> weights)
    {
        var hasBias = layer.Config.Flag("use_bias", otherwise: true);
        Count(layer, weights, hasBias ? 2 : 1);
        var kernel = KeyValuePair.Create(StateNames.Weight(name), weights[0].Transposed);
        return hasBias ? [kernel, KeyValuePair.Create(StateNames.Bias(name), weights[1].Tensor)] : [kernel];
    }

    private static bool Count(KerasLayer layer, ImmutableArray<Hdf5Numbers> weights, int expected) =>
        weights.Length == expected ? true : throw layer.Config.Fault($"it has {weights.Length} arrays of weights, where {expected} are expected");
}
