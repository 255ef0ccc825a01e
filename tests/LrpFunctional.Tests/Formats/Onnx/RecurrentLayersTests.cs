using System.Collections.Immutable;
using LrpFunctional.Tests.Reference;

namespace LrpFunctional.Tests.Formats.Onnx;

/// <summary>Recurrent layers, however they are put together.</summary>
public sealed class RecurrentLayersTests
{
    private static ImmutableDictionary<string, OnnxGraph> Graphs { get; } =
        new Dictionary<string, OnnxGraph>
        {
            ["a layer for each direction"] = OnnxNetworks
                .Empty()
                .Embedding()
                .Weights("_left", directions: 1)
                .Weights("_right", directions: 1, from: 1)
                .Node("Gather", "embedding input", "vectors")
                .Node("Transpose", "vectors", "sequence", ("perm", (int[])[1, 0, 2]))
                .Node("LSTM", "sequence W_left R_left B_left", ". left", ("hidden_size", 2))
                .Node(
                    "LSTM",
                    "sequence W_right R_right B_right",
                    ". right",
                    ("hidden_size", 2),
                    ("direction", "reverse")
                )
                .Integers("first", 0)
                .Node("Concat", "left right", "Y_h", ("axis", 0))
                .Last()
                .Dense(),
            ["sequences first"] = OnnxNetworks
                .Empty()
                .Embedding()
                .Weights()
                .Node("Gather", "embedding input", "vectors")
                .Node(
                    "LSTM",
                    "vectors W R B",
                    ". Y_h",
                    ("direction", "bidirectional"),
                    ("hidden_size", 2),
                    ("layout", 1)
                )
                .Integers("sizes", 0, 4)
                .Node("Reshape", "Y_h sizes", "state")
                .Dense(),
            ["casts, copies and lengths"] = OnnxNetworks
                .Empty()
                .Input("lengths", OnnxGraph.Int64, "batch")
                .Embedding()
                .Weights()
                .Node("Cast", "lengths", "short", ("to", 6))
                .Node("Cast", "input", "ids", ("to", 6))
                .Node("Identity", "W", "W_copy")
                .Node("Gather", "embedding ids", "vectors")
                .Node("Transpose", "vectors", "sequence", ("perm", (int[])[1, 0, 2]))
                .Node("Cast", "sequence", "floats", ("to", 1))
                .Node(
                    "LSTM",
                    "floats W_copy R B short",
                    ". Y_h",
                    ("direction", "bidirectional"),
                    ("hidden_size", 2),
                    ("activations", (string[])["Sigmoid", "Tanh", "Tanh", "Sigmoid", "Tanh", "Tanh"])
                )
                .Last()
                .Dense(),
            ["zeros before the first step"] = OnnxNetworks
                .Empty()
                .Embedding()
                .Weights()
                .Node("Gather", "embedding input", "vectors")
                .Node("Transpose", "vectors", "sequence", ("perm", (int[])[1, 0, 2]))
                .Integers("one", 1)
                .Integers("two", 2)
                .Integers("three", 3)
                .Node("Shape", "sequence", "all", ("start", 1), ("end", 2))
                .Node("Concat", "two all two", "sizes", ("axis", 0))
                .Node("ConstantOfShape", "sizes", "zeros")
                .Node(
                    "LSTM",
                    "sequence W R B . zeros zeros",
                    ". Y_h",
                    ("direction", "bidirectional"),
                    ("hidden_size", 2)
                )
                .Last()
                .Dense(),
        }.ToImmutableDictionary();

    /// <summary>Other ways of writing the same layer.</summary>
    public static TheoryData<string> Ways { get; } = [.. Graphs.Keys.Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Ways))]
    public void A_network_is_the_same_whichever_way_it_is_written(string way) =>
        OnnxReading.AssertSame(OnnxNetworks.Empty().Recurrent().Last().Dense(), Graphs[way]);

    [Fact]
    public void Layers_of_two_kinds_lie_on_each_other()
    {
        var network = OnnxReading.Read(
            OnnxNetworks
                .Empty()
                .Recurrent()
                .Integers("sizes", 0, 0, -1)
                .Node("Transpose", "Y", "Y_2", ("perm", (int[])[0, 2, 1, 3]))
                .Node("Reshape", "Y_2 sizes", "Y_3")
                .Weights("_top", gates: 3, size: 4)
                .Node(
                    "GRU",
                    "Y_3 W_top R_top B_top",
                    ". top",
                    ("direction", "bidirectional"),
                    ("hidden_size", 2),
                    ("linear_before_reset", 1)
                )
                .Node("Transpose", "top", "last", ("perm", (int[])[1, 0, 2]))
                .Node("Flatten", "last", "state")
                .Dense()
        );
        var (config, tensors, _) = network;
        Assert.True(config.Architecture.GateOrder.IsNone);

        // z, r, n in the file.
        Assert.Equal(
            OnnxNetworks.Numbers(1, 48)[8..16].Select(number => (double)number),
            tensors["gru.weight_ih_l1"].Values.Slice(0, 2).Span.ToArray()
        );
        Assert.Equal(2, OnnxReading.Network(network).Recurrent.Length);
    }

    [Fact]
    public void A_state_before_the_first_step_is_one_for_all_sequences()
    {
        OnnxGraph With(params float[] state) =>
            OnnxGraph
                .Of(17)
                .Input("input", OnnxGraph.Int64, 2, 5)
                .Output("scores")
                .Embedding()
                .Weights()
                .Floats("h", [2, 2, 2], state)
                .Node("Gather", "embedding input", "vectors")
                .Node("Transpose", "vectors", "sequence", ("perm", (int[])[1, 0, 2]))
                .Node("LSTM", "sequence W R B . h", ". Y_h", ("direction", "bidirectional"), ("hidden_size", 2))
                .Last()
                .Dense();
        var tensors = OnnxReading.Read(With(1, 2, 1, 2, 0, 0, 0, 0)).Tensors;
        Assert.Equal([1, 2], tensors["lstm.h0_l0"].Values.Span.ToArray());
        Assert.DoesNotContain("lstm.h0_l0_reverse", tensors.Keys);
        OnnxReading.AssertRefused(With(1, 2, 3, 4, 0, 0, 0, 0), "LSTM node", "another for each sequence");
    }
}
