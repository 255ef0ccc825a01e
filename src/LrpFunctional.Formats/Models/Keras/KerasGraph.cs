using System.Collections.Immutable;
using System.Text.Json;

namespace LrpFunctional.Formats.Models.Keras;

/// <summary>The layers that a file describes, in their order, and how the model puts them together.</summary>
/// <param name="Config">The settings of the model.</param>
/// <param name="Kind">Its class.</param>
/// <param name="All">The layers, with the operations that Keras writes beside them.</param>
internal sealed record KerasGraph(KerasConfig Config, string Kind, ImmutableArray<KerasLayer> All)
{
    /// <summary>The layers, without the operations that make a mask.</summary>
    public ImmutableArray<KerasLayer> Layers { get; } =
    [.. All.Where(layer => !KerasClass.MaskOperations.Contains(layer.Class))];

    /// <summary>Whether each layer reads the one before it because the model says nothing else.</summary>
    public bool IsSequential => Kind == KerasClass.Sequential;

    /// <summary>The layers of a model, each with settings that are known.</summary>
    public static KerasGraph Of(string path, KerasConfig model)
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
        return new KerasGraph(config, kind, all);
    }

    /// <summary>Each layer but the inputs with what it reads.</summary>
    public ImmutableArray<KerasNode> Nodes() =>
        IsSequential
            ?
            [
                .. Layers
                    .Where(layer => layer.Class != KerasClass.Input)
                    .Select((layer, at) => (layer, at))
                    .Scan(
                        new KerasNode(Layers[0], []),
                        (below, next) => new KerasNode(next.layer, next.at == 0 ? [] : [below.Layer.Name])
                    )
                    .Skip(1),
            ]
            : [.. Layers.Where(layer => layer.Class != KerasClass.Input).Select(Node)];

    /// <summary>The names of the layers whose outputs are the model's.</summary>
    public ImmutableArray<string> Outputs() =>
        IsSequential ? [Layers[^1].Name] : [.. KerasTensor.Names(Config, Config["output_layers"])];

    private KerasNode Node(KerasLayer layer)
    {
        var calls = layer.Entry.Items("inbound_nodes");
        return calls.Length == 1
            ? new KerasNode(
                layer,
                [.. KerasCall.Sources(layer, calls[0], mask => KerasMask.Check(layer, mask, Layers, All))]
            )
            : throw layer.Entry.Fault($"it is called {calls.Length} times, where once is expected");
    }
}
