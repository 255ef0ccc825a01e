using System.Collections.Immutable;
using System.Text.Json;

namespace LrpFunctional.Formats.Models.Keras;

/// <summary>The layers of a model each of which reads the one before it.</summary>
internal static class KerasChain
{
    private const string Input = "InputLayer";
    private static readonly ImmutableArray<string> Aside = ["mask", "training", "initial_state", "constants"];

    /// <summary>The layers, without the input.</summary>
    public static ImmutableArray<KerasLayer> Of(string path, KerasConfig model)
    {
        var kind = model.Text("class_name");
        if (kind is not ("Sequential" or "Functional" or "Model")) throw model.Fault($"its class is {kind}, where Sequential or Functional is expected");

        // The first versions of Keras 2 wrote a bare list.
        var config = new KerasConfig(path, model["config"]);
        var items = config.Json.ValueKind == JsonValueKind.Array ? [.. config.Json.EnumerateArray()] : config.Items("layers");
        ImmutableArray<KerasLayer> layers = [.. items.Select(item => KerasLayer.Of(path, item))];
        if (kind != "Sequential") CheckChain(config, [.. layers.Where(layer => layer.Class != "NotEqual")]);
        if (layers.GroupBy(layer => layer.Name, StringComparer.Ordinal).Any(same => same.Count() > 1)) throw config.Fault("two of its layers have the same name");
        return [.. layers.Where((layer, at) => !(at == 0 && layer.Class == Input) && layer.Class != "NotEqual")];
    }

    // What makes a mask of an embedding (NotEqual) is left aside with the mask: sequences have no padding here.
    private static void CheckChain(KerasConfig model, ImmutableArray<KerasLayer> layers)
    {
        if (layers.IsEmpty || layers[0].Class != Input) throw model.Fault("its first layer is no InputLayer");
        foreach (var (layer, below) in layers.Skip(1).Zip(layers, (layer, below) => (layer, below)))
        {
            var calls = layer.Entry.Items("inbound_nodes");
            var sources = calls.SelectMany(call => Sources(layer, call)).ToImmutableArray();
            if (calls.Length != 1 || sources is not [var source] || source != below.Name)
                throw layer.Entry.Fault($"it reads {(sources.IsEmpty ? "nothing" : string.Join(" and ", sources))}, where only the layer before it, {below.Name}, is expected");
        }

        ImmutableArray<string> outputs = [.. Names(model, model["output_layers"])];
        if (outputs is not [var output] || output != layers[^1].Name)
            throw model.Fault($"its outputs are {string.Join(" and ", outputs)}, where only the last layer's, {layers[^1].Name}, is expected");
    }

    private static IEnumerable<string> Sources(KerasLayer layer, JsonElement call)
    {
        // Keras 2: [["below", 0, 0, {}]].
        if (call.ValueKind == JsonValueKind.Array)
        {
            foreach (var tensor in call.EnumerateArray().Where(tensor => tensor.ValueKind == JsonValueKind.Array && tensor.GetArrayLength() > 3)) CheckAside(layer, tensor[3]);
            return Names(layer.Entry, call);
        }

        // Keras 3: {"args": [tensor], "kwargs": {}}.
        var settings = new KerasConfig(layer.Entry.Place, call);
        CheckAside(layer, settings["kwargs"]);
        return settings.Items("args").SelectMany(argument => new KerasConfig(layer.Entry.Place, argument).MaybeText("class_name") == "__keras_tensor__"
            ? Names(layer.Entry, new KerasConfig(layer.Entry.Place, new KerasConfig(layer.Entry.Place, argument)["config"])["keras_history"])
            : throw layer.Entry.Fault("it is called with what is no tensor of another layer"));
    }

    private static void CheckAside(KerasLayer layer, JsonElement settings)
    {
        if (settings.ValueKind != JsonValueKind.Object) throw layer.Entry.Fault("how it is called is not understood");
        foreach (var setting in settings.EnumerateObject().Where(setting => setting.Value.ValueKind != JsonValueKind.Null && setting.Name is not ("mask" or "training")))
            throw layer.Entry.Fault($"it is called with {(Aside.Contains(setting.Name) ? setting.Name : "a further setting")}, which is not read");
    }

    /// <summary>The layers' names in ["name", 0, 0] or a list of such.</summary>
    private static IEnumerable<string> Names(KerasConfig place, JsonElement tensors) => tensors.ValueKind switch
    {
        JsonValueKind.Array when tensors.GetArrayLength() > 0 && tensors[0].ValueKind == JsonValueKind.String => [tensors[0].GetString()!],
        JsonValueKind.Array => tensors.EnumerateArray().SelectMany(tensor => Names(place, tensor)),
        _ => throw place.Fault("what it is connected to is not understood"),
    };
}
