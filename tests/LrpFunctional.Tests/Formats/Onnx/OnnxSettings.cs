using System.Collections.Immutable;
using LrpFunctional.Tests.Reference;

namespace LrpFunctional.Tests.Formats.Onnx;

/// <summary>
/// For each attribute and optional input of the operations that are read, a graph without it and the same with it; the
/// result of both is the value <c>out</c>.
/// </summary>
internal static class OnnxSettings
{
    /// <summary>
    /// The specification of opsets 7 to 25: operations, attributes, inputs. A number behind @ is the first opset that
    /// has it, one behind - the first that has it no more; ? marks an input that may be left out.
    /// </summary>
    public const string Specification = """
        LSTM | direction hidden_size activations activation_alpha activation_beta layout@14 clip input_forget | X W R B? sequence_lens? initial_h? initial_c? P?
        GRU | direction hidden_size activations activation_alpha activation_beta layout@14 clip linear_before_reset | X W R B? sequence_lens? initial_h?
        RNN | direction hidden_size activations activation_alpha activation_beta layout@14 clip | X W R B? sequence_lens? initial_h?
        Gemm | alpha beta transA transB | A B C?
        MatMul | | A B
        Add | | A B
        Sub | | A B
        Mul | | A B
        Div | | A B
        Equal | | A B
        Where | | condition X Y
        If | then_branch else_branch | cond
        Tanh | | input
        Relu | | X
        Sigmoid | | X
        Softmax | axis | input
        LogSoftmax | axis | input
        ReduceSum | axes-13 keepdims noop_with_empty_axes@13 | data axes@13?
        ReduceMean | axes-18 keepdims noop_with_empty_axes@18 | data axes@18?
        ReduceMax | axes-18 keepdims noop_with_empty_axes@18 | data axes@18?
        GlobalAveragePool | | X
        GlobalMaxPool | | X
        Gather | axis | data indices
        GatherElements | axis | data indices
        Slice | axes-10 starts-10 ends-10 | data starts@10 ends@10 axes@10? steps@10?
        Identity | | input
        Dropout | ratio-12 seed@12 | data ratio@12? training_mode@12?
        Constant | value value_int@12 value_ints@12 value_float@12 value_floats@12 value_string@12 value_strings@12 sparse_value@11 |
        ConstantOfShape | value | input
        Cast | to saturate@19 round_mode@24 | input
        Shape | start@15 end@15 | data
        Reshape | allowzero@14 | data shape
        Flatten | axis | input
        Expand | | input shape
        Tile | | input repeats
        Transpose | perm | data
        Squeeze | axes-13 | data axes@13?
        Unsqueeze | axes-13 | data axes@13
        Concat | axis | inputs...
        Split | axis split-13 num_outputs@18 | input split@13?
        """;

    private static readonly string[] Hard = ["HardSigmoid", "Tanh", "Tanh"];

    /// <summary>The graphs, by operation and attribute or input.</summary>
    public static ImmutableArray<(string Op, string Setting, OnnxGraph Without, OnnxGraph With)> All { get; } =
    [
        .. Recurrent("LSTM", 4, Hard),
        .. Recurrent("GRU", 3, Hard[..2]),
        .. Recurrent("RNN", 1, Hard[..1]),
        ("LSTM", "input_forget", Cell("LSTM"), Cell("LSTM", "", ("input_forget", 1))),
        ("LSTM", "initial_c", Cell("LSTM"), Cell("LSTM", " B . . state")),
        ("LSTM", "P", Cell("LSTM"), Cell("LSTM", " B . . . peephole")),
        ("GRU", "linear_before_reset", Cell("GRU"), Cell("GRU", "", ("linear_before_reset", 1))),
        .. new (string, object)[] { ("alpha", 0.5f), ("beta", 2f), ("transA", 1), ("transB", 1) }.Select(set =>
            ("Gemm", set.Item1, Gemm("h weight bias"), Gemm("h weight bias", set))
        ),
        ("Gemm", "C", Gemm("h weight"), Gemm("h weight bias")),
        ("If", "then_branch", Chosen(1), Chosen(1, ("then_branch", Branch("one")))),
        ("If", "else_branch", Chosen(0), Chosen(0, ("else_branch", Branch("two")))),
        ("Softmax", "axis", Of(17).Node("Softmax", "x", "out"), Of(17).Node("Softmax", "x", "out", ("axis", 1))),
        .. new[] { ("ReduceSum", 11, 13), ("ReduceMean", 17, 18), ("ReduceMax", 17, 18) }.SelectMany(op =>
            Reduced(op.Item1, op.Item2, op.Item3)
        ),
        (
            "Gather",
            "axis",
            Of(17).Node("Gather", "weight one", "out"),
            Of(17).Node("Gather", "weight one", "out", ("axis", 1))
        ),
        ("GatherElements", "axis", Picked(), Picked(("axis", 1))),
        ("Slice", "axes", Cut9("starts", "ends"), Cut9("axes", "starts", "ends")),
        ("Slice", "starts", Cut9("axes", "ends"), Cut9("axes", "starts", "ends")),
        ("Slice", "ends", Cut9("axes", "starts"), Cut9("axes", "starts", "ends")),
        ("Slice", "axes", Cut("x ones twos"), Cut("x ones twos twos")),
        ("Slice", "steps", Cut("x zeros three twos"), Cut("x zeros three twos twos")),
        ("Dropout", "ratio", Of(9).Node("Dropout", "x", "out"), Of(9).Node("Dropout", "x", "out", ("ratio", 0.3f))),
        ("Dropout", "seed", Of(17).Node("Dropout", "x", "out"), Of(17).Node("Dropout", "x", "out", ("seed", 3))),
        ("Dropout", "ratio", Of(17).Node("Dropout", "x", "out"), Of(17).Node("Dropout", "x half", "out")),
        ("Dropout", "training_mode", Of(17).Node("Dropout", "x", "out"), Of(17).Node("Dropout", "x half yes", "out")),
        .. new (string, object)[]
        {
            ("value", OnnxGraph.Tensor("", OnnxGraph.Float, [1], (4, (object)2f))),
            ("value_int", 3),
            ("value_ints", (int[])[3, 4]),
            ("value_float", 2f),
            ("value_floats", (float[])[1, 2]),
            ("value_string", "one"),
            ("value_strings", (string[])["one"]),
            ("sparse_value", ((int[])[])),
        }.Select(set =>
            ("Constant", set.Item1, Of(17).Node("Constant", "", "out"), Of(17).Node("Constant", "", "out", set))
        ),
        (
            "ConstantOfShape",
            "value",
            Of(17).Node("ConstantOfShape", "two", "out"),
            Of(17)
                .Node(
                    "ConstantOfShape",
                    "two",
                    "out",
                    ("value", OnnxGraph.Tensor("", OnnxGraph.Float, [1], (4, (object)2f)))
                )
        ),
        ("Cast", "to", Of(17).Node("Cast", "x", "out"), Of(17).Node("Cast", "x", "out", ("to", 1))),
        (
            "Cast",
            "saturate",
            Of(19).Node("Cast", "x", "out", ("to", 1)),
            Of(19).Node("Cast", "x", "out", ("to", 1), ("saturate", 0))
        ),
        (
            "Cast",
            "round_mode",
            Of(24).Node("Cast", "x", "out", ("to", 1)),
            Of(24).Node("Cast", "x", "out", ("to", 1), ("round_mode", "down"))
        ),
        ("Shape", "start", Of(17).Node("Shape", "x", "out"), Of(17).Node("Shape", "x", "out", ("start", 1))),
        ("Shape", "end", Of(17).Node("Shape", "x", "out"), Of(17).Node("Shape", "x", "out", ("end", -1))),
        (
            "Reshape",
            "allowzero",
            Of(17).Node("Reshape", "x kept", "out"),
            Of(17).Node("Reshape", "x kept", "out", ("allowzero", 1))
        ),
        (
            "Flatten",
            "axis",
            Of(17).Node("Flatten", "weight", "out"),
            Of(17).Node("Flatten", "weight", "out", ("axis", 0))
        ),
        (
            "Transpose",
            "perm",
            Of(17).Node("Transpose", "x", "out"),
            Of(17).Node("Transpose", "x", "out", ("perm", (int[])[0, 2, 1]))
        ),
        (
            "Squeeze",
            "axes",
            Of(11).Node("Squeeze", "state", "out"),
            Of(11).Node("Squeeze", "state", "out", ("axes", (int[])[0]))
        ),
        ("Squeeze", "axes", Of(17).Node("Squeeze", "state", "out"), Of(17).Node("Squeeze", "state zeros", "out")),
        (
            "Unsqueeze",
            "axes",
            Of(11).Node("Unsqueeze", "x", "out"),
            Of(11).Node("Unsqueeze", "x", "out", ("axes", (int[])[0]))
        ),
        (
            "Concat",
            "axis",
            Of(17).Node("Concat", "weight weight", "out"),
            Of(17).Node("Concat", "weight weight", "out", ("axis", 1))
        ),
        ("Split", "axis", Of(17).Node("Split", "x", "out b c"), Of(17).Node("Split", "x", "out b c", ("axis", 2))),
        (
            "Split",
            "split",
            Of(11).Node("Split", "weight", "out b"),
            Of(11).Node("Split", "weight", "out b", ("split", (int[])[2, 1]))
        ),
        (
            "Split",
            "split",
            Of(17).Node("Split", "x", "out b", ("axis", 2)),
            Of(17).Node("Split", "x parts", "out b", ("axis", 2))
        ),
        (
            "Split",
            "num_outputs",
            Of(18).Node("Split", "x", "out b", ("axis", 2)),
            Of(18).Node("Split", "x", "out b", ("axis", 2), ("num_outputs", 3))
        ),
    ];

    /// <summary>Inputs and stored tensors from which the nodes choose.</summary>
    public static OnnxGraph Of(int opset) =>
        OnnxGraph
            .Of(opset)
            .Input("x", OnnxGraph.Float, "batch", "time", 3)
            .Input("lengths", OnnxGraph.Int64, "batch")
            .Output("out")
            .Weights("", 4, 1)
            .Weights("_GRU", 3, 1)
            .Weights("_RNN", 1, 1)
            .Floats("weight", [2, 2], 1, 2, 3, 4)
            .Floats("bias", [2], 5, 6)
            .Floats("state", [1, 1, 2], 7, 8)
            .Floats("half", [], 0.5f)
            .Floats("peephole", [1, 6], 1, 2, 3, 4, 5, 6)
            .Stored(OnnxGraph.Tensor("yes", 9, [], (9, new byte[] { 1 })))
            .Integer("one", 1)
            .Integers("zeros", 0)
            .Integers("ones", 1)
            .Integers("two", 2, 2)
            .Integers("twos", 2)
            .Integers("three", 3)
            .Integers("short", 2)
            .Integers("kept", 0, 0, 3)
            .Integers("parts", 1, 2)
            .Integers("column", -1, 1, 1)
            .Integers("wide", 1, 1, 2);

    private static IEnumerable<(string, string, OnnxGraph, OnnxGraph)> Recurrent(
        string op,
        int gates,
        string[] activations
    ) =>
        [
            (op, "direction", Cell(op), Cell(op, "", ("direction", "reverse"))),
            (op, "hidden_size", Cell(op), Cell(op, "", ("hidden_size", gates))),
            (op, "activations", Cell(op), Cell(op, "", ("activations", activations))),
            (
                op,
                "activation_alpha",
                Cell(op, "", ("activations", activations)),
                Cell(op, "", ("activations", activations), ("activation_alpha", (float[])[0.3f]))
            ),
            (
                op,
                "activation_beta",
                Cell(op, "", ("activations", activations)),
                Cell(op, "", ("activations", activations), ("activation_beta", (float[])[0.4f]))
            ),
            (op, "layout", Cell(op), Cell(op, "", ("layout", 1))),
            (op, "clip", Cell(op), Cell(op, "", ("clip", 3f))),
            (op, "B", Cell(op), Cell(op, $" B{End(op)}")),
            (op, "sequence_lens", Cell(op), Cell(op, " . short")),
            (op, "initial_h", Cell(op), Cell(op, " . . state")),
        ];

    private static OnnxGraph Cell(string op, string more = "", params ImmutableArray<(string, object)> set) =>
        Of(17).Node(op, $"x W{End(op)} R{End(op)}{more}", "out", set);

    private static string End(string op) => op == "LSTM" ? "" : $"_{op}";

    private static OnnxGraph Gemm(string inputs, params ImmutableArray<(string, object)> set) =>
        Of(17)
            .Node("LSTM", "x W R", ". last", ("layout", 1))
            .Node("Flatten", "last", "h")
            .Node("Gemm", inputs, "out", set);

    private static OnnxGraph Chosen(int condition, params ImmutableArray<(string, object)> set) =>
        Of(17).Node("Constant", "", "cond", ("value_int", condition)).Node("If", "cond", "out", set);

    private static OnnxGraph Branch(string result) =>
        OnnxGraph.Of(17).Node("Identity", result, "chosen").Output("chosen");

    private static IEnumerable<(string, string, OnnxGraph, OnnxGraph)> Reduced(string op, int old, int recent)
    {
        OnnxGraph Over(int opset, string inputs, params ImmutableArray<(string, object)> set) =>
            Of(opset).Node("LSTM", "x W R", "states", ("hidden_size", 2)).Node(op, inputs, "out", set);
        return
        [
            (op, "axes", Over(old, "states"), Over(old, "states", ("axes", (int[])[0]))),
            (op, "axes", Over(recent, "states"), Over(recent, "states zeros")),
            (op, "keepdims", Over(recent, "states zeros"), Over(recent, "states zeros", ("keepdims", 0))),
            (op, "noop_with_empty_axes", Over(recent, "states"), Over(recent, "states", ("noop_with_empty_axes", 1))),
        ];
    }

    private static OnnxGraph Picked(params ImmutableArray<(string, object)> set) =>
        Of(17)
            .Node("LSTM", "x W R", "all", ("layout", 1))
            .Node("Squeeze", "all twos", "states")
            .Node("Sub", "lengths one", "last")
            .Node("Reshape", "last column", "one_each")
            .Node("Expand", "one_each wide", "places")
            .Node("GatherElements", "states places", "out", set);

    private static OnnxGraph Cut(string inputs) => Of(17).Node("Slice", inputs, "out");

    private static OnnxGraph Cut9(params ImmutableArray<string> attributes)
    {
        int[] Value(string name) =>
            [
                name == "axes" ? 2
                : name == "starts" ? 1
                : 3,
            ];
        return Of(9).Node("Slice", "x", "out", [.. attributes.Select(name => (name, (object)Value(name)))]);
    }
}
