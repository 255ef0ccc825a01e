using LanguageExt;
using LrpFunctional.Formats.Models;
using LrpFunctional.Formats.Verification;
using LrpFunctional.Layers.Joins;
using LrpFunctional.Layers.Recurrent.Stateful;
using LrpFunctional.Networks;
using LrpFunctional.OnnxRuntime;
using LrpFunctional.Passes;
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
        foreach (var network in NetworkClaims.Scored(model.Network))
            NetworkClaims.RelevanceIsConservedAndLedgersClose(network, record.Inputs);
    }

    [Theory]
    [MemberData(nameof(Models))]
    public void Its_gradients_are_those_of_central_differences(string file)
    {
        var (model, record) = Read(file);
        foreach (var network in NetworkClaims.Scored(model.Network))
            NetworkClaims.GradientsAreThoseOfDifferences(network, record.Inputs[0]);
    }

    [Fact]
    public void What_a_sigmoid_or_a_softmax_made_is_the_gate_of_a_product()
    {
        var (model, record) = Read("gated.onnx");
        var products = ForwardPass
            .Run(model.Network, record.Inputs[0])
            .Layers.Select(trace => trace.Layer)
            .OfType<FactorProduct>()
            .Select(product => product.Signal)
            .Order();
        Assert.Equal([Signal.First, Signal.First, Signal.First, Signal.First, Signal.Second, Signal.Both], products);
    }

    [Fact]
    public void States_to_begin_with_lie_as_the_layout_says()
    {
        using var sandbox = new Sandbox();
        RecurrentNetwork Network(string name, OnnxGraph graph)
        {
            File.WriteAllBytes(sandbox.At(name), graph.Node("Flatten", "both", "scores").ToArray());
            return ModelFiles.Read(sandbox.At(name)).OrThrow().Network;
        }

        OnnxGraph Start() =>
            OnnxGraph
                .Of(17)
                .Input("input", OnnxGraph.Float, "batch", "time", 3)
                .Output("scores")
                .Weights(directions: 2);
        var steps = Network(
            "steps.onnx",
            Start()
                .Node("Transpose", "input", "steps", ("perm", (int[])[1, 0, 2]))
                .Node("LSTM", "steps W R B", ". h c", ("hidden_size", 2), ("direction", "bidirectional"))
                .Node("LSTM", "steps W R B . h c", ". scored", ("hidden_size", 2), ("direction", "bidirectional"))
                .Node("Transpose", "scored", "both", ("perm", (int[])[1, 0, 2]))
        );
        var batches = Network(
            "batches.onnx",
            Start()
                .Node("LSTM", "input W R B", ". h c", ("hidden_size", 2), ("direction", "bidirectional"), ("layout", 1))
                .Node(
                    "LSTM",
                    "input W R B . h c",
                    ". scored",
                    ("hidden_size", 2),
                    ("direction", "bidirectional"),
                    ("layout", 1)
                )
                .Node("Identity", "scored", "both")
        );
        Assert.Equal(steps, batches);
        Assert.Equal(4, batches.Layers.OfType<StatefulLayer>().Last().Starts.Length);
    }

    private static (StoredModel Model, OriginRecord Record) Read(string file)
    {
        var model = ModelFiles.Read(Sandbox.Fixture(Folder, file)).OrThrow();
        var record = Sandbox.Fixture(Folder, Path.ChangeExtension(file, ".npz"));
        return (model, OriginRecordFile.Read(record, model).OrThrow());
    }
}
