using System.Collections.Immutable;
using LrpFunctional.Tests.Reference;

namespace LrpFunctional.Tests.Formats.Onnx;

/// <summary>Inputs of fixed and of open sizes, and outputs beside the scores.</summary>
public sealed class InputShapesTests
{
    private static ImmutableDictionary<string, OnnxGraph> Graphs { get; } =
        new Dictionary<string, OnnxGraph>
        {
            ["fixed sizes, all the same"] = OnnxGraph
                .Of(17)
                .Input("input", OnnxGraph.Int64, 2, 2)
                .Output("scores")
                .Recurrent()
                .Node("Transpose", "Y_h", "last", ("perm", (int[])[1, 0, 2]))
                .Integers("sizes", 2, 4)
                .Node("Reshape", "last sizes", "state")
                .Dense(),
            ["one sequence"] = OnnxGraph
                .Of(17)
                .Input("input", OnnxGraph.Int64, 1, 5)
                .Output("scores")
                .Recurrent()
                .Integers("sizes", 1, -1)
                .Node("Reshape", "Y_h sizes", "state")
                .Dense(),
            ["one sequence without an axis for it"] = OnnxGraph
                .Of(17)
                .Input("input", OnnxGraph.Int64, "time")
                .Output("scores")
                .Embedding()
                .Weights()
                .Integers("axis", 1)
                .Node("Gather", "embedding input", "vectors")
                .Node("Unsqueeze", "vectors axis", "sequence")
                .Node("LSTM", "sequence W R B", "Y Y_h", ("direction", "bidirectional"), ("hidden_size", 2))
                .Last()
                .Dense(),
            ["another output beside the scores"] = OnnxNetworks.Empty().Output("Y").Recurrent().Last().Dense(),
        }.ToImmutableDictionary();

    /// <summary>Other inputs and outputs of the same network.</summary>
    public static TheoryData<string> Ways { get; } = [.. Graphs.Keys.Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Ways))]
    public void A_network_is_the_same_whichever_way_it_is_written(string way) =>
        OnnxReading.AssertSame(OnnxNetworks.Empty().Recurrent().Last().Dense(), Graphs[way]);
}
