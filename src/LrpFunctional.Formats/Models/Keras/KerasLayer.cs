using System.Collections.Immutable;
using System.Text.Json;
using LanguageExt;

namespace LrpFunctional.Formats.Models.Keras;

/// <summary>A layer of a model: its class, its name and its settings.</summary>
/// <param name="Class">The name of Keras' class.</param>
/// <param name="Name">The layer's own name.</param>
/// <param name="Config">Its settings.</param>
/// <param name="Entry">All that the file says about it.</param>
internal sealed record KerasLayer(string Class, string Name, KerasConfig Config, KerasConfig Entry)
{
    /// <summary>Where its weights are kept: the models around it, outermost first, and itself.</summary>
    public ImmutableArray<KerasStored> Stored { get; init; } = [new(Name, Class, 0, 1)];

    /// <summary>Whether it, or the model that it is a part of, reads each step by itself.</summary>
    public bool IsAtEachStep { get; init; }

    /// <summary>The same layer as a part of a model in another.</summary>
    public KerasLayer Within(KerasLayer model) =>
        this with
        {
            IsAtEachStep = IsAtEachStep || model.IsAtEachStep || model.Class == KerasClass.TimeDistributed,
            Name = KerasGraph.Inside(model.Name, Name),
            Stored = [.. model.Stored, .. Stored],
        };

    /// <summary>The layer that a JSON object describes.</summary>
    public static KerasLayer Of(string path, JsonElement json)
    {
        var nameless = new KerasConfig($"{path}: a layer", json);
        var kind = nameless.Text("class_name");
        var name = new KerasConfig(nameless.Place, nameless["config"]).MaybeText("name").IfNone(kind);
        var place = $"{path}: layer {name} ({kind})";
        var entry = new KerasConfig(place, json);

        // A class of the user's own may have any name.
        var module = entry.MaybeText("module").IfNone("keras");
        if (module != "keras" && !module.StartsWith("keras.", StringComparison.Ordinal))
            throw entry.Fault($"its class is one of {module}, where one of Keras' own is expected");
        if (entry.MaybeText("registered_name").IfNone(kind) != kind)
            throw entry.Fault(
                $"registered_name is {entry.Text("registered_name")}, where Keras' own {kind} is expected"
            );
        return (
            KerasSettings.Check(KerasSettings.OfEntry, entry),
            KerasSettings.Check(kind, new KerasConfig(place, entry["config"]))
        )
            .Apply((_, config) => new KerasLayer(kind, name, config, entry))
            .OrThrow();
    }
}
