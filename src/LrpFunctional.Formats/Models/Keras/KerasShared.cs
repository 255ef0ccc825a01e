using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace LrpFunctional.Formats.Models.Keras;

/// <summary>
/// Layers that are called more than once: each call becomes a layer of its own, with the weights of the first.
/// </summary>
internal static class KerasShared
{
    private const int MostCalls = 64;
    private const string Calls = "inbound_nodes";

    /// <summary>
    /// The settings of a graph in which each layer is called once, and for each later call the layer that it calls.
    /// </summary>
    /// <param name="path">The file.</param>
    /// <param name="config">The settings of the graph.</param>
    /// <exception cref="FaultException">A layer is called very often.</exception>
    public static (KerasConfig Config, ImmutableDictionary<string, string> Later) Apart(string path, KerasConfig config)
    {
        var none = ImmutableDictionary<string, string>.Empty;
        if (config.Json.ValueKind != JsonValueKind.Object || config.Maybe("layers").IsNone)
            return (config, none);
        var shared = config
            .Items("layers")
            .Where(layer => layer.ValueKind == JsonValueKind.Object && CountOf(layer) > 1)
            .DistinctBy(Name)
            .ToImmutableDictionary(Name, layer => Counted(path, layer));
        if (shared.IsEmpty)
            return (config, none);
        var graph = JsonNode.Parse(config.Json.GetRawText())!.AsObject();
        graph["layers"] = new JsonArray([.. graph["layers"]!.AsArray().SelectMany(layer => Each(layer, shared))]);
        var first = config
            .Items("layers")
            .Where(layer => shared.ContainsKey(Name(layer)) && IsModel(layer))
            .ToImmutableDictionary(Name, layer => FirstCall(graph, layer, shared[Name(layer)]));
        Rename(graph["layers"], shared, name => first.GetValueOrDefault(name).Inbound);
        Rename(graph["output_layers"], shared, name => first.GetValueOrDefault(name).Outputs);
        var later =
            from layer in shared
            from call in Enumerable.Range(1, layer.Value - 1)
            select KeyValuePair.Create(Later(layer.Key, call), layer.Key);
        return (
            config with
            {
                Json = JsonSerializer.SerializeToElement(graph, KerasJson.Default.JsonNode),
            },
            later.ToImmutableDictionary(StringComparer.Ordinal)
        );
    }

    /// <summary>The layers, those of later calls with the weights of the first.</summary>
    public static ImmutableArray<KerasLayer> Numbered(
        ImmutableArray<KerasLayer> layers,
        ImmutableDictionary<string, string> later,
        Func<ImmutableArray<KerasLayer>, ImmutableArray<KerasLayer>> number
    )
    {
        var first = number([.. layers.Where(layer => !later.ContainsKey(layer.Name))])
            .ToImmutableDictionary(layer => layer.Name, StringComparer.Ordinal);
        return
        [
            .. layers.Select(layer =>
                later.TryGetValue(layer.Name, out var name)
                    ? layer with
                    {
                        Stored = first[name].Stored,
                    }
                    : first[layer.Name]
            ),
        ];
    }

    private static string Later(string name, int call) => $"{name} (call {call + 1})";

    private static string Name(JsonElement layer) =>
        layer.TryGetProperty("config", out var config)
        && config.ValueKind == JsonValueKind.Object
        && config.TryGetProperty("name", out var name)
        && name.ValueKind == JsonValueKind.String
            ? name.GetString()!
            : "";

    private static int CountOf(JsonElement layer) =>
        layer.TryGetProperty(Calls, out var calls) && calls.ValueKind == JsonValueKind.Array
            ? calls.GetArrayLength()
            : 0;

    private static int Counted(string path, JsonElement layer)
    {
        var (count, entry) = (CountOf(layer), new KerasConfig($"{path}: layer {Name(layer)}", layer));
        return count > MostCalls
            ? throw entry.Fault($"it is called {count} times, where at most {MostCalls} are read")
            : count;
    }

    private static bool IsModel(JsonElement layer) =>
        KerasClass.Models.Contains(new KerasConfig("", layer).MaybeText("class_name").IfNone(""));

    // The calls of a model are counted from 1 behind the one that made it: by Keras 2 where it has an input of its own, by
    // Keras 3 only of a Functional in the list of outputs.
    private static (int Inbound, int Outputs) FirstCall(JsonObject graph, JsonElement layer, int count)
    {
        int Counted(JsonNode? part) => CallsOf(part, Name(layer)).Contains(count) ? 1 : 0;
        if (layer.GetProperty(Calls)[0].ValueKind == JsonValueKind.Array)
            return (Counted(graph), Counted(graph));
        var isSequential = layer.GetProperty("class_name").ValueEquals(KerasClass.Sequential);
        return (Counted(graph["layers"]), isSequential ? Counted(graph["output_layers"]) : 1);
    }

    // The numbers of all calls of a layer whose tensors are read.
    private static IEnumerable<int> CallsOf(JsonNode? node, string layer) =>
        Called(node) is var (name, call) && name == layer
            ? [call]
            : Inner(node).SelectMany(inner => CallsOf(inner, layer));

    // ["name", 1, 0] is what the second call of a layer gives.
    private static (string Name, int Call)? Called(JsonNode? node) =>
        node is JsonArray { Count: >= 3 } tensor
        && tensor[0] is JsonValue first
        && first.TryGetValue(out string? name)
        && tensor[1] is JsonValue second
        && second.TryGetValue(out int call)
            ? (name, call)
            : null;

    private static JsonNode?[] Inner(JsonNode? node) =>
        node switch
        {
            JsonArray items => items.ToArray(),
            JsonObject settings => [.. settings.Select(setting => setting.Value)],
            _ => [],
        };

    private static IEnumerable<JsonNode?> Each(JsonNode? layer, ImmutableDictionary<string, int> shared)
    {
        if (
            layer is not JsonObject { } entry
            || entry["config"] is not JsonObject config
            || config["name"] is not JsonValue value
            || !value.TryGetValue(out string? name)
            || !shared.TryGetValue(name, out var count)
        )
            return [layer?.DeepClone()];
        return Enumerable
            .Range(0, count)
            .Select(call =>
            {
                var own = layer.DeepClone();
                own[Calls] = new JsonArray(entry[Calls]![call]?.DeepClone());
                if (call > 0)
                    own["config"]!["name"] = Later(name, call);
                return own;
            });
    }

    private static void Rename(JsonNode? node, ImmutableDictionary<string, int> shared, Func<string, int> first)
    {
        if (
            Called(node) is var (name, number)
            && shared.TryGetValue(name, out var count)
            && number - first(name) is var call
            && call > 0
            && call < count
        )
        {
            node![0] = Later(name, call);
            node[1] = 0;
        }

        foreach (var inner in Inner(node))
            Rename(inner, shared, first);
    }
}
