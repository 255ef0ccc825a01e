using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;
using LanguageExt;

namespace LrpFunctional.Formats.Models.Keras;

/// <summary>A layer RNN with a cell in it, as the layer that runs the same cell; several cells are as many layers.</summary>
internal static class KerasLoop
{
    private const string Sequences = "return_sequences";
    private static readonly ImmutableArray<string> OfAll = ["return_state", "go_backwards"];

    private static readonly ImmutableDictionary<string, string> Cells = new Dictionary<string, string>
    {
        ["LSTMCell"] = KerasClass.Lstm,
        ["GRUCell"] = KerasClass.Gru,
        ["SimpleRNNCell"] = KerasClass.SimpleRnn,
    }.ToImmutableDictionary(StringComparer.Ordinal);

    /// <summary>The layer that does the same, where it has one cell; any other stays as it is.</summary>
    public static KerasLayer AsLayer(KerasLayer layer)
    {
        if (layer.Class != KerasClass.Rnn || IsStacked(layer))
            return layer;
        var cell = Cell(layer, layer.Config["cell"]);
        return Of(layer, cell, layer.Config.Flag(Sequences, otherwise: false));
    }

    /// <summary>Whether a layer has several cells, one upon the other.</summary>
    public static bool IsStacked(KerasLayer layer) =>
        layer.Class == KerasClass.Rnn
        && new KerasConfig(layer.Entry.Place, layer.Config["cell"]).Says("class_name", KerasClass.StackedCells);

    /// <summary>The model of several cells: each but the last hands its states at all positions on.</summary>
    public static KerasConfig Stacked(KerasLayer layer)
    {
        if (OfAll.Find(setting => layer.Config.Flag(setting, otherwise: false)).Case is string set)
            throw layer.Config.Fault(
                $"{set} is true, where several cells lie on each other: write a layer for each cell"
            );
        var stack = new KerasConfig(layer.Entry.Place, layer.Config["cell"]);
        ImmutableArray<KerasConfig> cells =
        [
            .. new KerasConfig(layer.Entry.Place, stack["config"])
                .Items("cells")
                .Select(cell => new KerasConfig(layer.Entry.Place, cell)),
        ];
        var layers = cells.Select(
            (cell, at) =>
                Json(
                    Cell(layer, cell.Json),
                    layer,
                    at < cells.Length - 1 || layer.Config.Flag(Sequences, otherwise: false)
                )
        );
        var model = new JsonObject
        {
            ["class_name"] = KerasClass.Sequential,
            ["config"] = new JsonObject { ["name"] = layer.Name, ["layers"] = new JsonArray([.. layers]) },
        };
        return new KerasConfig(layer.Entry.Place, JsonSerializer.SerializeToElement(model, KerasJson.Default.JsonNode));
    }

    private static (string Class, JsonObject Settings) Cell(KerasLayer layer, JsonElement json)
    {
        var cell = new KerasConfig(layer.Entry.Place, json);
        var name = cell.Text("class_name");
        if (cell["config"].ValueKind != JsonValueKind.Object)
            throw layer.Config.Fault("the settings of its cell are no JSON object");
        return Cells.TryGetValue(name, out var kind)
            ? (kind, JsonNode.Parse(cell["config"].GetRawText())!.AsObject())
            : throw layer.Config.Fault(
                $"its cell is {name}, where one of {string.Join(", ", Cells.Keys.Order(StringComparer.Ordinal))}, or "
                    + "several of them, is expected"
            );
    }

    private static KerasLayer Of(KerasLayer layer, (string Class, JsonObject Settings) cell, bool givesSequence)
    {
        var settings = cell.Settings;
        settings["name"] = layer.Name;
        settings[Sequences] = givesSequence;
        foreach (
            var setting in layer.Config.Named.Where(setting =>
                setting.Name is not ("cell" or "name" or Sequences) && !settings.ContainsKey(setting.Name)
            )
        )
            settings[setting.Name] = JsonNode.Parse(setting.Value.GetRawText());
        var config = new KerasConfig(
            layer.Config.Place,
            JsonSerializer.SerializeToElement(settings, KerasJson.Default.JsonNode)
        );
        return layer with { Class = cell.Class, Config = KerasSettings.Check(cell.Class, config).OrThrow() };
    }

    private static JsonObject Json((string Class, JsonObject Settings) cell, KerasLayer layer, bool givesSequence)
    {
        cell.Settings[Sequences] = givesSequence;
        cell.Settings["name"] ??= layer.Name;
        return new JsonObject { ["class_name"] = cell.Class, ["config"] = cell.Settings };
    }
}
