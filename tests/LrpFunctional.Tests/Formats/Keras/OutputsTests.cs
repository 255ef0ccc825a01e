using System.IO.Compression;
using System.Text.Json.Nodes;
using LanguageExt;
using LrpFunctional.Formats.Models;
using LrpFunctional.Tests.Reference;

namespace LrpFunctional.Tests.Formats.Keras;

/// <summary>Functional models of several outputs.</summary>
public sealed class OutputsTests : IDisposable
{
    private const string File = "skip.keras";

    private readonly Sandbox _sandbox = new();

    public void Dispose() => _sandbox.Dispose();

    [Theory]
    [InlineData("dense")]
    [InlineData("0")]
    public void The_chosen_output_makes_the_network_that_it_makes_alone(string said)
    {
        var model = Read(said).OrThrow();
        var alone = ModelFiles.Read(Sandbox.Fixture("KerasCompositions", File)).OrThrow();
        Assert.Equal(alone.Network, model.Network);
        Assert.Contains("the scores are the output dense; left aside are time_distributed, gru", model.Notes);
    }

    [Fact]
    public void Layers_that_the_chosen_output_is_not_made_of_are_left_out()
    {
        var (tagger, states) = (Read("time_distributed").OrThrow(), Read("2").OrThrow());
        Assert.False(tagger.Network.GivesVectors);
        Assert.Single(tagger.Network.Recurrent);
        Assert.Equal(4, states.Network.Classes.Length);
        Assert.Equal(2, states.Network.Recurrent.Length);
    }

    [Fact]
    public void Where_none_is_chosen_or_there_is_no_such_one_it_is_told_which_there_are()
    {
        Assert.Contains(
            "its outputs are dense and time_distributed and gru, where one is expected, chosen by --output",
            Refusal(Read(Option<string>.None)),
            StringComparison.Ordinal
        );
        Assert.Contains(
            "it has no output 3, but 0 dense, 1 time_distributed, 2 gru",
            Refusal(Read("3")),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void The_only_output_may_be_chosen_too()
    {
        var path = Sandbox.Fixture("Keras", "stacked_lstm.keras");
        Assert.Equal(ModelFiles.Read(path).OrThrow().Network, ModelFiles.Read(path, output: "0").OrThrow().Network);
        Assert.Contains("it has no output 1", Refusal(ModelFiles.Read(path, output: "1")), StringComparison.Ordinal);
    }

    private Validation<Fault, StoredModel> Read(Option<string> output)
    {
        System.IO.File.Copy(Sandbox.Fixture("KerasCompositions", File), _sandbox.At(File), overwrite: true);
        using (var archive = ZipFile.Open(_sandbox.At(File), ZipArchiveMode.Update))
        {
            JsonNode model;
            using (var stream = archive.GetEntry("config.json")!.Open())
                model = JsonNode.Parse(stream)!;
            model["config"]!["output_layers"] = new JsonArray([
                .. new[] { "dense", "time_distributed", "gru" }.Select(name => new JsonArray(name, 0, 0)),
            ]);
            archive.GetEntry("config.json")!.Delete();
            using var text = new StreamWriter(archive.CreateEntry("config.json").Open());
            text.Write(model.ToJsonString());
        }

        return ModelFiles.Read(_sandbox.At(File), output: output);
    }

    private static string Refusal(Validation<Fault, StoredModel> read) =>
        string.Join('\n', read.FailToSeq().Select(fault => $"{fault}"));
}
