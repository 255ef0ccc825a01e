using System.Collections.Immutable;
using LrpFunctional.Formats.Models.Onnx;
using LrpFunctional.Tests.Reference;

namespace LrpFunctional.Tests.Formats.Onnx;

/// <summary>Recurrent layers that compute something else than is explained.</summary>
public sealed class StrangeLayersTests
{
    private static ImmutableDictionary<string, (OnnxGraph Graph, string[] Words)> Graphs { get; } =
        new Dictionary<string, (OnnxGraph Graph, string[] Words)>
        {
            ["clipping"] = (
                OnnxNetworks
                    .Empty()
                    .Embedding()
                    .Weights()
                    .Node("Gather", "embedding input", "v")
                    .Node("LSTM", "v W R B", ". Y_h", ("direction", "bidirectional"), ("clip", 3f))
                    .Last()
                    .Dense(),
                ["LSTM node", "not the usual ones"]
            ),
            ["coupled gates"] = (
                OnnxNetworks
                    .Empty()
                    .Embedding()
                    .Weights()
                    .Node("Gather", "embedding input", "v")
                    .Node("LSTM", "v W R B", ". Y_h", ("direction", "bidirectional"), ("input_forget", 1))
                    .Last()
                    .Dense(),
                ["LSTM node", "not the usual ones"]
            ),
            ["another activation"] = (
                OnnxNetworks
                    .Empty()
                    .Embedding()
                    .Weights()
                    .Node("Gather", "embedding input", "v")
                    .Node(
                        "LSTM",
                        "v W R B",
                        ". Y_h",
                        ("direction", "bidirectional"),
                        ("activations", (string[])["Sigmoid", "Relu", "Tanh", "Sigmoid", "Relu", "Tanh"])
                    )
                    .Last()
                    .Dense(),
                ["LSTM node", "not the usual ones"]
            ),
            ["weights of another size"] = (
                OnnxNetworks
                    .Empty()
                    .Embedding()
                    .Weights(size: 5)
                    .Node("Gather", "embedding input", "v")
                    .Node("LSTM", "v W R B", ". Y_h", ("direction", "bidirectional"))
                    .Last()
                    .Dense(),
                ["LSTM node", "\"W\"", "(2, 8, 3)"]
            ),
            ["a state that the caller gives"] = (
                OnnxNetworks
                    .Empty()
                    .Input("h", OnnxGraph.Float, 2, "batch", 2)
                    .Embedding()
                    .Weights()
                    .Node("Gather", "embedding input", "v")
                    .Node("LSTM", "v W R B . h", ". Y_h", ("direction", "bidirectional"))
                    .Last()
                    .Dense(),
                ["LSTM node", "\"h\""]
            ),
            ["a layer between words and states"] = (
                OnnxNetworks
                    .Empty()
                    .Embedding()
                    .Weights()
                    .Floats("w", [3, 3], OnnxNetworks.Numbers(9, 9))
                    .Node("Gather", "embedding input", "v")
                    .Node("MatMul", "v w", "x")
                    .Node("LSTM", "x W R B", ". Y_h", ("direction", "bidirectional"))
                    .Last()
                    .Dense(),
                ["LSTM node", "MatMul node"]
            ),
        }.ToImmutableDictionary();

    public static TheoryData<string> Strange { get; } = [.. Graphs.Keys.Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Strange))]
    public void A_graph_that_is_no_network_to_explain_is_refused_by_name(string graph) =>
        OnnxReading.AssertRefused(Graphs[graph].Graph, Graphs[graph].Words);

    [Fact]
    public void Peepholes_of_zeros_and_a_bound_that_bounds_nothing_leave_an_lstm_as_it_is()
    {
        OnnxGraph Graph(string more, params ImmutableArray<(string, object)> set) =>
            OnnxNetworks
                .Empty()
                .Embedding()
                .Weights()
                .Floats("P", [2, 6], new float[12])
                .Node("Gather", "embedding input", "v")
                .Node("LSTM", $"v W R B{more}", ". Y_h", [("direction", "bidirectional"), .. set])
                .Last()
                .Dense();
        var usual = Read(Graph(""));
        Assert.Equal(usual.Tensors.Keys.Order(), Read(Graph(" . . . P")).Tensors.Keys.Order());
        Assert.Equal(
            usual.Tensors.Keys.Order(),
            Read(Graph("", ("clip", float.PositiveInfinity), ("input_forget", 0))).Tensors.Keys.Order()
        );
    }

    private static OnnxNetwork Read(OnnxGraph graph)
    {
        using var sandbox = new Sandbox();
        File.WriteAllBytes(sandbox.At("model.onnx"), graph.ToArray());
        return OnnxModel.Read(sandbox.At("model.onnx"));
    }
}
