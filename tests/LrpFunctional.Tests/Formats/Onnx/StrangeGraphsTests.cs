using System.Collections.Immutable;
using LrpFunctional.Tests.Reference;

namespace LrpFunctional.Tests.Formats.Onnx;

/// <summary>Inputs, outputs and names that do not hang together.</summary>
public sealed class StrangeGraphsTests
{
    private static ImmutableDictionary<string, (OnnxGraph Graph, string[] Words)> Graphs { get; } =
        new Dictionary<string, (OnnxGraph Graph, string[] Words)>
        {
            ["an input of words as text"] = (
                OnnxGraph.Of(17).Input("input", 8, "batch", "time").Output("scores").Recurrent().Last().Dense(),
                ["input \"input\"", "type 8"]
            ),
            ["an input without a shape"] = (
                OnnxGraph.Of(17).Input("input", OnnxGraph.Int64).Output("scores").Recurrent().Last().Dense(),
                ["input \"input\"", "shape"]
            ),
            ["no output"] = (
                OnnxGraph.Of(17).Input("input", OnnxGraph.Int64, "batch", "time").Recurrent(),
                ["no output"]
            ),
            ["an output that does not depend on the input"] = (
                OnnxNetworks.Empty().Floats("scores", [2], 1, 2),
                ["output \"scores\"", "does not depend"]
            ),
            ["an output that nothing makes"] = (OnnxNetworks.Empty().Recurrent(), ["output \"scores\"", "no node"]),
            ["the newest opset"] = (OnnxNetworks.Empty(99).Recurrent().Last().Dense(), ["opset 99"]),
            ["a tensor twice"] = (OnnxNetworks.Empty().Recurrent().Embedding().Last().Dense(), ["\"embedding\""]),
            ["a number three million times"] = (
                OnnxNetworks
                    .Empty()
                    .Floats("zero", [1], 0)
                    .Integers("sizes", 3_000_000)
                    .Node("Expand", "zero sizes", "state")
                    .Dense(),
                ["Expand node", "many more numbers than are stored"]
            ),
            ["a value from two nodes"] = (
                OnnxNetworks.Empty().Recurrent().Last().Dense().Node("Tanh", "state", "scores"),
                ["Tanh node", "another origin"]
            ),
        }.ToImmutableDictionary();

    public static TheoryData<string> Strange { get; } = [.. Graphs.Keys.Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Strange))]
    public void A_graph_that_is_no_network_to_explain_is_refused_by_name(string graph) =>
        OnnxReading.AssertRefused(Graphs[graph].Graph, Graphs[graph].Words);
}
