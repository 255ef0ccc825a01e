using System.Collections.Immutable;
using LrpFunctional.Tests.Reference;

namespace LrpFunctional.Tests.Formats.Onnx;

/// <summary>Tensors of strange types, sizes and numbers.</summary>
public sealed class StrangeTensorsTests
{
    private static ImmutableDictionary<string, (OnnxGraph Graph, string[] Words)> Graphs { get; } =
        new Dictionary<string, (OnnxGraph Graph, string[] Words)>
        {
            ["a quantised tensor"] = (
                OnnxNetworks
                    .Empty()
                    .Weights()
                    .Stored(OnnxGraph.Tensor("embedding", 3, [6, 3], (9, new byte[18])))
                    .Node("Gather", "embedding input", "v")
                    .Node("LSTM", "v W R B", ". Y_h", ("direction", "bidirectional"))
                    .Last()
                    .Dense(),
                ["embedding", "type 3"]
            ),
            ["a tensor with too few numbers"] = (
                OnnxNetworks
                    .Empty()
                    .Weights()
                    .Stored(OnnxGraph.Tensor("embedding", 1, [6, 3], (9, new byte[68])))
                    .Node("Gather", "embedding input", "v")
                    .Node("LSTM", "v W R B", ". Y_h", ("direction", "bidirectional"))
                    .Last()
                    .Dense(),
                ["embedding", "68 bytes"]
            ),
            ["a tensor of a hostile size"] = (
                OnnxNetworks
                    .Empty()
                    .Weights()
                    .Stored(OnnxGraph.Tensor("embedding", 1, [int.MaxValue, int.MaxValue], (9, new byte[4])))
                    .Node("Gather", "embedding input", "v")
                    .Node("LSTM", "v W R B", ". Y_h", ("direction", "bidirectional"))
                    .Last()
                    .Dense(),
                ["embedding", "2147483647"]
            ),
            ["a number that is none"] = (
                OnnxNetworks
                    .Empty()
                    .Weights()
                    .Floats("embedding", [6, 3], [.. OnnxNetworks.Numbers(4, 17), float.NaN])
                    .Node("Gather", "embedding input", "v")
                    .Node("LSTM", "v W R B", ". Y_h", ("direction", "bidirectional"))
                    .Last()
                    .Dense(),
                ["embedding", "row 5, column 2", "NaN"]
            ),
            ["numbers out of nothing"] = (
                OnnxNetworks.Empty().Integers("sizes", 2, 100000, 100000).Node("ConstantOfShape", "sizes", "scores"),
                ["ConstantOfShape node", "many more numbers"]
            ),
            ["numbers that double and double"] = (
                Enumerable
                    .Range(0, 40)
                    .Aggregate(
                        OnnxNetworks.Empty().Floats("x0", [64], OnnxNetworks.Numbers(1, 64)),
                        (graph, at) => graph.Node("Concat", $"x{at} x{at}", $"x{at + 1}", ("axis", 0))
                    )
                    .Node("Identity", "x40", "scores"),
                ["Concat node", "many more numbers"]
            ),
        }.ToImmutableDictionary();

    public static TheoryData<string> Strange { get; } = [.. Graphs.Keys.Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Strange))]
    public void A_graph_that_is_no_network_to_explain_is_refused_by_name(string graph) =>
        OnnxReading.AssertRefused(Graphs[graph].Graph, Graphs[graph].Words);
}
