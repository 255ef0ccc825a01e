using LanguageExt;
using LrpFunctional.Explanations;
using LrpFunctional.Formats.Models;
using LrpFunctional.Formats.Verification;
using LrpFunctional.Methods;
using LrpFunctional.Networks;
using LrpFunctional.Numerics;
using LrpFunctional.OnnxRuntime;
using LrpFunctional.Passes;
using LrpFunctional.Rules;
using LrpFunctional.Sequences;
using LrpFunctional.Tests.Reference;
using OriginRecord = LrpFunctional.Formats.Verification.OriginRecord;

namespace LrpFunctional.Tests.Formats.Onnx.Compositions;

/// <summary>Graphs that are more than a chain, and what their operators' definitions give.</summary>
public sealed class OnnxCompositionTests
{
    private const string Folder = "OnnxCompositions";

    public static TheoryData<string> Models { get; } =
    [
        .. Directory
            .GetFiles(Sandbox.Fixture(Folder), "*.onnx")
            .Select(path => Path.GetFileName(path))
            .Order(StringComparer.Ordinal),
    ];

    [Theory]
    [MemberData(nameof(Models))]
    public void A_graph_gives_the_outputs_that_its_operators_give(string file)
    {
        var (model, record) = Read(file);
        Assert.InRange(Verification.Of(model, record, 1e-12).Difference, 0, 1e-12);
    }

    [Theory]
    [MemberData(nameof(Models))]
    public void Onnx_runtime_says_what_we_say(string file)
    {
        var (model, _) = Read(file);
        var record = OnnxOrigin.Record(Sandbox.Fixture(Folder, file), model, seed: 3).OrThrow();
        Assert.InRange(Verification.Of(model, record, 1e-5).Difference, 0, 1e-5);
    }

    [Theory]
    [MemberData(nameof(Models))]
    public void Its_relevance_is_conserved_and_its_ledger_closes(string file)
    {
        var (model, record) = Read(file);
        foreach (var network in Explained(model.Network))
        {
            foreach (var explanation in Lrp.With(RuleSet.Epsilon(0.001, 1)).Explain(network, record.Inputs, Target.All))
                Close.Absolute(1e-9, [explanation.Value], [explanation.Total]);
            foreach (var rules in OfferedRuleSets.Offered)
            {
                var relevance = Lrp.Relevance(
                    rules,
                    ForwardPass.Run(network, PackedBatch.Of(record.Inputs)),
                    [.. record.Inputs.Select(_ => (Output)0)]
                );
                Assert.All(relevance.Ledgers, ledger => Assert.True(ledger.Closes(1e-9), rules.Name));
            }
        }
    }

    [Theory]
    [MemberData(nameof(Models))]
    public void Its_gradients_are_those_of_central_differences(string file)
    {
        var (model, record) = Read(file);
        foreach (var network in Explained(model.Network))
            Differences.Agree(network, Vectors(network, record.Inputs[0]));
    }

    private static (StoredModel Model, OriginRecord Record) Read(string file)
    {
        var model = ModelFiles.Read(Sandbox.Fixture(Folder, file)).OrThrow();
        var record = Sandbox.Fixture(Folder, Path.ChangeExtension(file, ".npz"));
        return (model, OriginRecordFile.Read(record, model).OrThrow());
    }

    private static IEnumerable<RecurrentNetwork> Explained(RecurrentNetwork network) =>
        network.GivesVectors ? [network] : [network.At(0), network.At(-2)];

    private static Sentence Vectors(RecurrentNetwork network, Sentence sentence) =>
        sentence.Numbers.IsSome
            ? sentence
            : Sentence.Of(MatrixRows.Gather(network.Embedding, sentence.Ids.AsSpan()), Option<int>.None);
}
