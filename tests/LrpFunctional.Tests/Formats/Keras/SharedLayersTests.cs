using System.IO.Compression;
using System.Text.Json.Nodes;
using LanguageExt;
using LrpFunctional.Formats.Models;
using LrpFunctional.Layers.Pointwise;
using LrpFunctional.Layers.Recurrent;
using LrpFunctional.Tests.Reference;

namespace LrpFunctional.Tests.Formats.Keras;

/// <summary>A layer that is called more than once is as many layers, with the same weights.</summary>
public sealed class SharedLayersTests : IDisposable
{
    private readonly Sandbox _sandbox = new();

    public void Dispose() => _sandbox.Dispose();

    [Theory]
    [InlineData("shared.h5")]
    [InlineData("shared.keras")]
    public void Each_call_is_a_layer_with_the_weights_of_the_first(string file)
    {
        var layers = ModelFiles.Read(Sandbox.Fixture("KerasCompositions", file)).OrThrow().Network.Layers;
        var dense = layers.OfType<DenseLayer>().Take(2).ToArray();
        Assert.Equal(dense[0], dense[1]);
        var recurrent = layers.OfType<RecurrentLayer>().ToArray();
        Assert.Equal(3, recurrent.Length);
        Assert.Equal(recurrent[0], recurrent[1]);
        Assert.NotEqual(recurrent[1], recurrent[2]);
    }

    [Fact]
    public void A_model_that_is_called_twice_is_as_many_models()
    {
        foreach (var file in new[] { "twice.h5", "twice.keras" })
        {
            var layers = ModelFiles.Read(Sandbox.Fixture("KerasCompositions", file)).OrThrow().Network.Layers;
            var recurrent = layers.OfType<RecurrentLayer>().ToArray();
            Assert.Equal(3, recurrent.Length);
            Assert.Equal(recurrent[0], recurrent[1]);
            Assert.Equal(7, layers.OfType<DenseLayer>().Count());
            Assert.Equal(4, layers.OfType<DenseLayer>().Distinct().Count());
        }
    }

    [Fact]
    public void A_layer_that_is_called_without_end_is_refused() =>
        Assert.Contains(
            "layer dense: it is called 65 times, where at most 64 are read",
            Refused("shared.keras", layers => Call(Named(layers, "dense"), 65)),
            StringComparison.Ordinal
        );

    [Fact]
    public void A_layer_that_has_the_name_of_a_later_call_is_refused() =>
        Assert.Contains(
            "two of its layers have the same name",
            Refused("shared.keras", layers => Named(layers, "gru")["config"]!["name"] = "dense (call 2)"),
            StringComparison.Ordinal
        );

    private static JsonObject Named(JsonArray layers, string name) =>
        layers.Select(layer => layer!.AsObject()).Single(layer => (string)layer["config"]!["name"]! == name);

    private static void Call(JsonObject layer, int times)
    {
        var first = layer["inbound_nodes"]![0]!;
        layer["inbound_nodes"] = new JsonArray([.. Enumerable.Range(0, times).Select(_ => first.DeepClone())]);
    }

    private string Refused(string file, Action<JsonArray> change)
    {
        File.Copy(Sandbox.Fixture("KerasCompositions", file), _sandbox.At(file));
        using (var archive = ZipFile.Open(_sandbox.At(file), ZipArchiveMode.Update))
        {
            JsonNode model;
            using (var stream = archive.GetEntry("config.json")!.Open())
                model = JsonNode.Parse(stream)!;
            change(model["config"]!["layers"]!.AsArray());
            archive.GetEntry("config.json")!.Delete();
            using var text = new StreamWriter(archive.CreateEntry("config.json").Open());
            text.Write(model.ToJsonString());
        }

        return Assert.Single(ModelFiles.Read(_sandbox.At(file)).FailToSeq()).ToString();
    }
}
