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
    /// <exception cref="FaultException">A model in it, or any layer very often, is called more than once.</exception>
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
        Rename(graph, shared);
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
        return KerasClass.Models.Contains(entry.Text("class_name"))
                ? throw entry.Fault($"it is a model that is called {count} times, where once is expected")
            : count > MostCalls ? throw entry.Fault($"it is called {count} times, where at most {MostCalls} are read")
            : count;
    }

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

    // ["name", 1, 0] is what the second call of a layer gives.
    private static void Rename(JsonNode? node, ImmutableDictionary<string, int> shared)
    {
        if (
            node is JsonArray { Count: >= 3 } tensor
            && tensor[0] is JsonValue first
            && first.TryGetValue(out string? name)
            && shared.TryGetValue(name, out var count)
            && tensor[1] is JsonValue second
            && second.TryGetValue(out int call)
            && call > 0
            && call < count
        )
        {
            tensor[0] = Later(name, call);
            tensor[1] = 0;
        }

        foreach (
            var inner in node switch
            {
                JsonArray items => items.ToArray(),
                JsonObject settings => [.. settings.Select(setting => setting.Value)],
                _ => [],
            }
        )
            Rename(inner, shared);
    }
}
