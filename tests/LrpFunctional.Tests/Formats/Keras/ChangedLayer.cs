using System.Globalization;
using System.IO.Compression;
using System.Text.Encodings.Web;
using System.Text.Json.Nodes;
using LrpFunctional.Formats.Models.Keras;
using LrpFunctional.Tests.Reference;

namespace LrpFunctional.Tests.Formats.Keras;

/// <summary>A model of the fixtures, one layer of which is changed.</summary>
internal static class ChangedLayer
{
    // Where stacked_lstm.keras has a dense layer below another.
    private const int Hidden = 4;

    /// <summary>What a model with a changed layer of a class is: everything about it, or its faults.</summary>
    public static string Of(string kind, Action<JsonObject> change)
    {
        using var sandbox = new Sandbox();
        var file = kind switch
        {
            "Bidirectional" => "stacked_lstm.keras",
            "ReLU" => "stacked_lstm.keras",
            "GlobalMaxPooling1D" => "max_pool.keras",
            "SimpleRNN" => "simple_rnn.keras",
            "CuDNNLSTM" or "CuDNNGRU" => "cudnn_2_15.keras",
            _ => "mean_pool.keras",
        };
        var folder = kind is "SimpleRNN" or "CuDNNLSTM" or "CuDNNGRU" ? "KerasCompositions" : "Keras";
        File.Copy(Sandbox.Fixture(folder, file), sandbox.At(file), overwrite: true);
        using (var archive = ZipFile.Open(sandbox.At(file), ZipArchiveMode.Update))
        {
            JsonObject model;
            using (var stream = archive.GetEntry("config.json")!.Open())
                model = JsonNode.Parse(stream)!.AsObject();
            change(Layer(model["config"]!["layers"]!.AsArray(), kind));
            archive.GetEntry("config.json")!.Delete();
            using var text = new StreamWriter(archive.CreateEntry("config.json").Open());
            text.Write(model.ToJsonString(new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }));
        }

        try
        {
            var (config, tensors) = KerasModel.Read(sandbox.At(file));
            return string.Create(
                CultureInfo.InvariantCulture,
                $"{config.ToJson()} {string.Join(", ", tensors.OrderBy(tensor => tensor.Key).Select(tensor => $"{tensor.Key} {tensor.Value.Values.GetHashCode()}"))}"
            );
        }
        catch (FaultException exception)
        {
            return $"Fault: {exception.Message}";
        }
    }

    /// <summary>
    /// The settings of the first layer of a class; one that the model lacks is put in where it may stand.
    /// </summary>
    private static JsonObject Layer(JsonArray layers, string kind)
    {
        var found = layers.FirstOrDefault(layer => (string?)layer!["class_name"] == kind);
        if (found is not null)
            return found["config"]!.AsObject();
        var config = kind switch
        {
            "Masking" => new JsonObject { ["name"] = "new", ["mask_value"] = 0.5 },
            "Activation" => new JsonObject { ["name"] = "new", ["activation"] = "softmax" },
            _ => new JsonObject { ["name"] = "new" },
        };
        var place = kind switch
        {
            "ReLU" => Hidden + 1,
            "Activation" or "Softmax" => layers.Count,
            _ => 2,
        };
        layers.Insert(place, new JsonObject { ["class_name"] = kind, ["config"] = config });
        if (kind == "ReLU")
            layers[Hidden]!["config"]!["activation"] = "linear";
        return config;
    }
}
