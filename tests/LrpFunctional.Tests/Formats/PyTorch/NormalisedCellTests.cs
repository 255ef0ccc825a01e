using LrpFunctional.Formats.Models;
using LrpFunctional.Tests.Cli;
using LrpFunctional.Tests.Reference;

namespace LrpFunctional.Tests.Formats.PyTorch;

/// <summary>Layer-normalised LSTM cells of a state dict.</summary>
public sealed class NormalisedCellTests : IDisposable
{
    private readonly Sandbox _sandbox = new();

    public void Dispose() => _sandbox.Dispose();

    [Fact]
    public void An_epsilon_of_its_own_is_another_network()
    {
        var (usual, other) = (
            Read("centred", "\"below.cell\"", "\"below.cell\", \"epsilon\": 1e-5"),
            Read("centred", "\"below.cell\"", "\"below.cell\", \"epsilon\": 0.1")
        );
        Assert.Equal(ModelFiles.Read(Sandbox.Fixture("TorchCompositions", "centred")).OrThrow().Network.Hash, usual);
        Assert.NotEqual(usual, other);
    }

    [Fact]
    public void An_epsilon_where_nothing_is_normalised_is_refused_by_name()
    {
        var refused = Assert.Throws<FaultException>(() =>
            Read("cells", "\"lstm\": \"cell\"", "\"lstm\": \"cell\", \"epsilon\": 0.1")
        );
        Assert.Contains(
            "epsilon is said, where cell has no layernorm_i, layernorm_h, layernorm_c",
            refused.Message,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task Its_normalisations_are_named_as_a_place_of_rules()
    {
        string[] explain =
        [
            "explain",
            "--model",
            Sandbox.Fixture("TorchCompositions", "centred"),
            "--text",
            "1 2 1",
            "--strict",
            "1e-9",
        ];
        foreach (var place in new[] { "normalisation", "layer0.normalisation", "layer1.normalisation" })
            Assert.Equal(0, (await LrpCommand.Run([.. explain, "--rule", $"{place}=epsilon"])).ExitCode);
    }

    private string Read(string name, string said, string instead)
    {
        var folder = Directory.CreateDirectory(_sandbox.At(Guid.NewGuid().ToString("N"))).FullName;
        var fixture = Sandbox.Fixture("TorchCompositions", name);
        File.Copy(Path.Combine(fixture, "model.pt"), Path.Combine(folder, "model.pt"));
        var config = File.ReadAllText(Path.Combine(fixture, "config.json"));
        Assert.Contains(said, config, StringComparison.Ordinal);
        File.WriteAllText(Path.Combine(folder, "config.json"), config.Replace(said, instead, StringComparison.Ordinal));
        return ModelFiles.Read(folder).OrThrow().Network.Hash;
    }
}
