using System.Collections.Immutable;
using LrpFunctional.Tests.Reference;

namespace LrpFunctional.Tests.Formats.Onnx;

/// <summary>Graphs that end in something other than the scores of a dense layer.</summary>
public sealed class StrangeScoresTests
{
    private static ImmutableDictionary<string, (OnnxGraph Graph, string[] Words)> Graphs { get; } =
        new Dictionary<string, (OnnxGraph Graph, string[] Words)>
        {
            ["logarithms"] = (
                OnnxNetworks.Empty().Recurrent().Last().Dense("sums").Node("LogSoftmax", "sums", "scores"),
                ["LogSoftmax node", "logarithms"]
            ),
            ["an activation at the end"] = (
                OnnxNetworks.Empty().Recurrent().Last().Dense("sums").Node("Tanh", "sums", "scores"),
                ["output \"scores\"", "Tanh node"]
            ),
            ["no dense layer"] = (
                OnnxNetworks.Empty().Recurrent().Last().Node("Identity", "state", "scores"),
                ["output \"scores\"", "LSTM node"]
            ),
            ["a score for each position"] = (
                OnnxNetworks
                    .Empty()
                    .Recurrent()
                    .States()
                    .Floats("w", [4, 2], OnnxNetworks.Numbers(5, 8))
                    .Node("MatMul", "states w", "scores"),
                ["output \"scores\"", "each position"]
            ),
            ["a sum of directions"] = (
                OnnxNetworks
                    .Empty()
                    .Recurrent()
                    .Integer("zero", 0)
                    .Integer("one", 1)
                    .Node("Gather", "Y_h zero", "left")
                    .Node("Gather", "Y_h one", "right")
                    .Node("Add", "left right", "scores"),
                ["Add node"]
            ),
            ["factors"] = (
                OnnxNetworks
                    .Empty()
                    .Recurrent()
                    .Last()
                    .Floats("w", [2, 4], OnnxNetworks.Numbers(5, 8))
                    .Node("Gemm", "state w", "scores", ("transB", 1), ("alpha", 0.5f)),
                ["Gemm node", "alpha"]
            ),
            ["an unknown attribute"] = (
                OnnxNetworks
                    .Empty()
                    .Recurrent()
                    .Last()
                    .Dense("sums")
                    .Node("Softmax", "sums", "scores", ("temperature", 2f)),
                ["Softmax node", "temperature"]
            ),
            ["a branch by a score"] = (
                OnnxNetworks.Empty().Recurrent().Last().Dense("sums").Node("If", "sums", "scores"),
                ["If node", "condition \"sums\" depends on the input"]
            ),
            ["a loop"] = (
                OnnxNetworks.Empty().Recurrent().Last().Dense("sums").Node("Loop", "sums", "scores"),
                ["Loop node", "none of those that are read"]
            ),
            ["two scores"] = (
                OnnxNetworks.Empty().Output("odds").Recurrent().Last().Dense().Node("Softmax", "scores", "odds"),
                ["2 of its outputs"]
            ),
            ["a score that is always 1"] = (
                OnnxNetworks
                    .Empty()
                    .Recurrent()
                    .Last()
                    .Floats("w", [1, 4], 1, 2, 3, 4)
                    .Node("Gemm", "state w", "sum", ("transB", 1))
                    .Node("Softmax", "sum", "scores"),
                ["always 1"]
            ),
        }.ToImmutableDictionary();

    public static TheoryData<string> Strange { get; } = [.. Graphs.Keys.Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Strange))]
    public void A_graph_that_is_no_network_to_explain_is_refused_by_name(string graph) =>
        OnnxReading.AssertRefused(Graphs[graph].Graph, Graphs[graph].Words);
}
