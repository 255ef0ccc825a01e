using LrpFunctional.Formats.Models;
using LrpFunctional.Formats.Verification;
using LrpFunctional.Tests.Reference;
using OriginRecord = LrpFunctional.Formats.Verification.OriginRecord;

namespace LrpFunctional.Tests.Formats.PyTorch;

/// <summary>State dicts whose layers config.json lists, and what PyTorch computes with them.</summary>
public sealed class TorchCompositionTests
{
    private const string Folder = "TorchCompositions";

    public static TheoryData<string> Models { get; } =
    [
        .. Directory
            .GetDirectories(Sandbox.Fixture(Folder))
            .Select(path => Path.GetFileName(path))
            .Order(StringComparer.Ordinal),
    ];

    [Theory]
    [MemberData(nameof(Models))]
    public void A_network_gives_the_outputs_that_pytorch_gives(string name)
    {
        var (model, record) = Read(name);
        Assert.InRange(Verification.Of(model, record, 1e-12).Difference, 0, 1e-12);
    }

    [Theory]
    [MemberData(nameof(Models))]
    public void Its_relevance_is_conserved_and_its_ledger_closes(string name)
    {
        var (model, record) = Read(name);
        foreach (var network in NetworkClaims.Scored(model.Network))
            NetworkClaims.RelevanceIsConservedAndLedgersClose(network, record.Inputs);
    }

    [Theory]
    [MemberData(nameof(Models))]
    public void Its_gradients_are_those_of_central_differences(string name)
    {
        var (model, record) = Read(name);
        foreach (var network in NetworkClaims.Scored(model.Network))
            NetworkClaims.GradientsAreThoseOfDifferences(network, record.Inputs[0]);
    }

    [Theory]
    [MemberData(nameof(Models))]
    public void It_is_written_with_its_list_of_layers_and_read_again(string name)
    {
        using var sandbox = new Sandbox();
        var (model, _) = Read(name);
        ModelFiles.Write(sandbox.At("again"), model);
        Assert.Equal(model.Network, ModelFiles.Read(sandbox.At("again")).OrThrow().Network);
    }

    private static (StoredModel Model, OriginRecord Record) Read(string name)
    {
        var model = ModelFiles.Read(Sandbox.Fixture(Folder, name)).OrThrow();
        return (model, OriginRecordFile.Read(Sandbox.Fixture(Folder, name, "record.npz"), model).OrThrow());
    }
}
