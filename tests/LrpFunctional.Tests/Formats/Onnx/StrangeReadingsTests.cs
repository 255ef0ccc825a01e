using System.Collections.Immutable;
using LrpFunctional.Tests.Reference;

namespace LrpFunctional.Tests.Formats.Onnx;

/// <summary>Graphs that read the states in a way that no explanation knows.</summary>
public sealed class StrangeReadingsTests
{
    private static ImmutableDictionary<string, (OnnxGraph Graph, string[] Words)> Graphs { get; } =
        new Dictionary<string, (OnnxGraph Graph, string[] Words)>
        {
            ["an activation of the states"] = (
                OnnxNetworks
                    .Empty()
                    .Recurrent()
                    .Last()
                    .Node("Relu", "state", "positive")
                    .Dense("other")
                    .Node("Gemm", "positive output_weight output_bias", "scores", ("transB", 1)),
                ["Gemm node", "Relu node"]
            ),
            ["the state c"] = (
                OnnxNetworks
                    .Empty()
                    .Recurrent()
                    .Node("Identity", "Y_c", "Y_x")
                    .Node("Transpose", "Y_x", "last", ("perm", (int[])[1, 0, 2]))
                    .Node("Flatten", "last", "state")
                    .Dense(),
                ["Gemm node", "state c of the LSTM node"]
            ),
            ["half of the units"] = (
                OnnxNetworks
                    .Empty()
                    .Recurrent()
                    .Integer("one", 1)
                    .Integers("axis", 1)
                    .Integers("from", 0)
                    .Integers("to", 1)
                    .Floats("w", [1, 2], 1, 2)
                    .Node("Gather", "Y_h one", "right")
                    .Node("Slice", "right from to axis", "half")
                    .Node("MatMul", "half w", "scores"),
                ["MatMul node", "all states"]
            ),
            ["mean and greatest"] = (
                OnnxNetworks
                    .Empty()
                    .Recurrent()
                    .States()
                    .Floats("w", [8, 2], OnnxNetworks.Numbers(5, 16))
                    .Node("ReduceMax", "states", "most", ("axes", (int[])[1]), ("keepdims", 0))
                    .Node("ReduceMean", "states", "mean", ("axes", (int[])[1]), ("keepdims", 0))
                    .Node("Concat", "most mean", "both", ("axis", 1))
                    .Node("MatMul", "both w", "scores"),
                ["MatMul node", "all states of one recurrent layer"]
            ),
            ["a mean over sequences"] = (
                OnnxNetworks
                    .Empty()
                    .Recurrent()
                    .States()
                    .Node("ReduceMean", "states", "state", ("axes", (int[])[0]), ("keepdims", 0))
                    .Dense(),
                ["ReduceMean node", "not the time"]
            ),
            ["the second position"] = (
                OnnxNetworks
                    .Empty()
                    .Recurrent()
                    .States()
                    .Integer("one", 1)
                    .Node("Gather", "states one", "state", ("axis", 1))
                    .Dense(),
                ["Gather node", "position 1"]
            ),
            ["one sequence of several"] = (
                OnnxNetworks
                    .Empty()
                    .Recurrent()
                    .States()
                    .Integer("zero", 0)
                    .Node("Gather", "states zero", "state", ("axis", 0))
                    .Dense(),
                ["Gather node", "one of several sequences"]
            ),
            ["time backwards"] = (
                OnnxNetworks
                    .Empty()
                    .Recurrent()
                    .States()
                    .Integers("a", -1)
                    .Integers("b", long.MinValue + 1)
                    .Integers("axis", 1)
                    .Node("Slice", "states a b axis a", "turned")
                    .Node("ReduceMax", "turned", "state", ("axes", (int[])[1]), ("keepdims", 0))
                    .Dense(),
                ["Slice node", "steps of -1"]
            ),
            ["all positions side by side"] = (
                OnnxGraph
                    .Of(17)
                    .Input("input", OnnxGraph.Int64, 2, 3)
                    .Output("scores")
                    .Recurrent()
                    .States()
                    .Integers("sizes", 2, 12)
                    .Node("Reshape", "states sizes", "state")
                    .Dense(),
                ["Reshape node", "stay apart"]
            ),
            ["sequences and directions mixed"] = (
                OnnxNetworks.Empty().Recurrent().Integers("sizes", -1, 4).Node("Reshape", "Y_h sizes", "state").Dense(),
                ["Reshape node", "stay apart"]
            ),
        }.ToImmutableDictionary();

    public static TheoryData<string> Strange { get; } = [.. Graphs.Keys.Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Strange))]
    public void A_graph_that_is_no_network_to_explain_is_refused_by_name(string graph) =>
        OnnxReading.AssertRefused(Graphs[graph].Graph, Graphs[graph].Words);
}
