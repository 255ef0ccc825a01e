namespace LrpFunctional.Tests.Reference;

/// <summary>One small network of two directions in ONNX, for tests that write its parts in many ways.</summary>
internal static class OnnxNetworks
{
    public const int Rows = 6;
    public const int Size = 3;
    public const int Units = 2;
    public const int Classes = 2;

    /// <summary>Numbers that float32 holds as they are.</summary>
    public static float[] Numbers(int seed, int count) =>
        [.. Enumerable.Range(0, count).Select(at => (((at + (7 * seed)) * 37 % 64) - 31) / 32f)];

    public static OnnxGraph Empty(int opset = 17) =>
        OnnxGraph.Of(opset).Input("input", OnnxGraph.Int64, "batch", "time").Output("scores");

    /// <summary>The stored tensors of the recurrent layer, for one or two directions.</summary>
    public static OnnxGraph Weights(
        this OnnxGraph graph,
        string end = "",
        int gates = 4,
        int directions = 2,
        int size = Size,
        int from = 0
    )
    {
        float[] Own(int seed, int count) => Numbers(seed, (from + directions) * count)[(from * count)..];
        return graph
            .Floats("W" + end, [directions, gates * Units, size], Own(1, gates * Units * size))
            .Floats("R" + end, [directions, gates * Units, Units], Own(2, gates * Units * Units))
            .Floats("B" + end, [directions, 2 * gates * Units], Own(3, 2 * gates * Units));
    }

    public static OnnxGraph Embedding(this OnnxGraph graph) =>
        graph.Floats("embedding", [Rows, Size], Numbers(4, Rows * Size));

    /// <summary>From ids, or vectors, to Y (steps × directions × sequences × units), Y_h and Y_c.</summary>
    public static OnnxGraph Recurrent(this OnnxGraph graph) =>
        graph
            .Embedding()
            .Weights()
            .Node("Gather", "embedding input", "vectors")
            .Node("Transpose", "vectors", "sequence", ("perm", (int[])[1, 0, 2]))
            .Node("LSTM", "sequence W R B", "Y Y_h Y_c", ("direction", "bidirectional"), ("hidden_size", Units));

    /// <summary>From Y to states (sequences × steps × units) under this name.</summary>
    public static OnnxGraph States(this OnnxGraph graph) =>
        graph
            .Integers("three", 0, 0, -1)
            .Node("Transpose", "Y", "Y_2", ("perm", (int[])[0, 2, 1, 3]))
            .Node("Reshape", "Y_2 three", "Y_3")
            .Node("Transpose", "Y_3", "states", ("perm", (int[])[1, 0, 2]));

    /// <summary>From Y_h to state (sequences × units of both directions).</summary>
    public static OnnxGraph Last(this OnnxGraph graph) =>
        graph
            .Node("Transpose", "Y_h", "last", ("perm", (int[])[1, 0, 2]))
            .Node("Flatten", "last", "state", ("axis", 1));

    /// <summary>From state to scores, or whatever this layer's result is called.</summary>
    public static OnnxGraph Dense(this OnnxGraph graph, string result = "scores", bool swapped = false)
    {
        var weights = Numbers(5, Classes * 2 * Units);
        return graph
            .Floats(
                "output_weight",
                [Classes, 2 * Units],
                swapped ? [.. weights.Chunk(2 * Units).SelectMany(row => row[Units..].Concat(row[..Units]))] : weights
            )
            .Floats("output_bias", [Classes], Numbers(6, Classes))
            .Node("Gemm", "state output_weight output_bias", result, ("transB", 1));
    }
}
