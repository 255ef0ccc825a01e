using System.Collections.Immutable;
using System.Text.Json;

namespace LrpFunctional.Formats.Models.Keras;

/// <summary>The layers of a model each of which reads the one before it.</summary>
internal static class KerasChain
{
    private static readonly ImmutableArray<string> Aside = ["mask", "training", "initial_state", "constants"];

    /// <summary>The layers, without the input.</summary>
    public static ImmutableArray<KerasLayer> Of(string path, KerasConfig model)
    {
        var kind = model.Text("class_name");
        if (kind is not (KerasClass.Sequential or KerasClass.Functional or KerasClass.Model))
            throw model.Fault($"its class is {kind}, where Sequential or Functional is expected");
        KerasSettings.Check(KerasSettings.OfEntry, model).OrThrow();

        // The first versions of Keras 2 wrote a bare list.
        var config = new KerasConfig(path, model["config"]);
        var isList = config.Json.ValueKind == JsonValueKind.Array;
        if (!isList)
            KerasSettings.Check(kind, config).OrThrow();
        var items = isList ? [.. config.Json.EnumerateArray()] : config.Items("layers");
        var all = Validations.All(items.Select(item => Edge.Read(path, () => KerasLayer.Of(path, item)))).OrThrow();
        if (all.GroupBy(layer => layer.Name, StringComparer.Ordinal).Any(same => same.Count() > 1))
            throw config.Fault("two of its layers have the same name");
        var layers = all.Where(layer => !KerasClass.MaskOperations.Contains(layer.Class)).ToImmutableArray();
        if (kind != KerasClass.Sequential)
            CheckChain(config, layers, all);
        CheckNumbers(layers);
        return layers is [{ Class: KerasClass.Input }, ..] ? layers[1..] : layers;
    }

    // An input of whole numbers cuts off what stands behind the point; an embedding reads ids.
    private static void CheckNumbers(ImmutableArray<KerasLayer> layers)
    {
        if (
            layers is [{ Class: KerasClass.Input } input, { Class: not KerasClass.Embedding }, ..]
            && input
                .Config.Maybe("dtype")
                .Exists(type =>
                    type.ValueKind == JsonValueKind.String
                    && type.GetString()!.Contains("int", StringComparison.Ordinal)
                )
        )
            throw input.Config.Fault($"dtype is {input.Config.Text("dtype")}, where no Embedding reads whole numbers");
    }

    private static void CheckChain(KerasConfig model, ImmutableArray<KerasLayer> layers, ImmutableArray<KerasLayer> all)
    {
        if (layers.IsEmpty || layers[0].Class != KerasClass.Input)
            throw model.Fault("its first layer is no InputLayer");
        foreach (var (layer, below) in layers.Skip(1).Zip(layers, (layer, below) => (layer, below)))
        {
            var calls = layer.Entry.Items("inbound_nodes");
            var sources = calls
                .SelectMany(call => Sources(layer, call, mask => KerasMask.Check(layer, mask, layers, all)))
                .ToImmutableArray();
            if (calls.Length != 1 || sources is not [var source] || source != below.Name)
                throw layer.Entry.Fault(
                    $"it reads {(sources.IsEmpty ? "nothing" : string.Join(" and ", sources))}, where only the layer before it, {below.Name}, is expected"
                );
        }

        ImmutableArray<string> outputs = [.. KerasTensor.Names(model, model["output_layers"])];
        if (outputs is not [var output] || output != layers[^1].Name)
            throw model.Fault(
                $"its outputs are {string.Join(" and ", outputs)}, where only the last layer's, {layers[^1].Name}, is expected"
            );
    }

    private static IEnumerable<string> Sources(KerasLayer layer, JsonElement call, Action<JsonElement> checkMask)
    {
        // Keras 2: [["below", 0, 0, {}]].
        if (call.ValueKind == JsonValueKind.Array)
        {
            foreach (
                var tensor in call.EnumerateArray()
                    .Where(tensor => tensor.ValueKind == JsonValueKind.Array && tensor.GetArrayLength() > 3)
            )
                CheckAside(layer, tensor[3], mask => throw Unread(layer, "mask"));
            return KerasTensor.Names(layer.Entry, call);
        }

        // Keras 3: {"args": [tensor], "kwargs": {}}.
        var settings = new KerasConfig(layer.Entry.Place, call);
        CheckAside(layer, settings["kwargs"], checkMask);
        return settings.Items("args").SelectMany(argument => KerasTensor.SourceOf(layer.Entry, argument));
    }

    private static void CheckAside(KerasLayer layer, JsonElement settings, Action<JsonElement> checkMask)
    {
        if (settings.ValueKind != JsonValueKind.Object)
            throw layer.Entry.Fault("how it is called is not understood");
        foreach (
            var setting in settings.EnumerateObject().Where(setting => setting.Value.ValueKind != JsonValueKind.Null)
        )
        {
            if (setting.Name == "mask")
                checkMask(setting.Value);
            else if (setting is not { Name: "training", Value.ValueKind: JsonValueKind.False })
                throw Unread(layer, setting.Name);
        }
    }

    private static FaultException Unread(KerasLayer layer, string setting) =>
        layer.Entry.Fault(
            $"it is called with {(Aside.Contains(setting) ? setting : "a further setting")}, which is not read"
        );
}
