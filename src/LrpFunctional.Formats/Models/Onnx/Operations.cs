using System.Collections.Frozen;
using System.Collections.Immutable;

namespace LrpFunctional.Formats.Models.Onnx;

/// <summary>
/// The operations that are understood, each with all that the specification gives it in opsets 7 to 25.
/// </summary>
internal static class Operations
{
    private static readonly OnnxUse.Read Used = new();

    private static readonly ImmutableArray<OnnxSetting> RecurrentAttributes =
    [
        Read("direction", OnnxForm.String),
        Read("hidden_size", OnnxForm.Int),
        Read("activations", OnnxForm.Strings),
        Read("activation_alpha", OnnxForm.Floats),
        Read("activation_beta", OnnxForm.Floats),
        Read("layout", OnnxForm.Int).Since(14),
        Read("clip", OnnxForm.Float),
    ];

    private static readonly ImmutableArray<OnnxSetting> RecurrentInputs = Inputs(
        "X",
        "W",
        "R",
        "B",
        "sequence_lens",
        "initial_h"
    );

    private static readonly ImmutableArray<OnnxSetting> Axis = [Read("axis", OnnxForm.Int)];

    /// <summary>All of them, by their names.</summary>
    public static FrozenDictionary<string, OnnxOperation> All { get; } =
        new Dictionary<string, OnnxOperation>
        {
            ["LSTM"] = new(
                RecurrentOperations.Lstm,
                [.. RecurrentInputs, .. Inputs("initial_c", "P")],
                [.. RecurrentAttributes, Read("input_forget", OnnxForm.Int)]
            ),
            ["GRU"] = new(
                RecurrentOperations.Gru,
                RecurrentInputs,
                [.. RecurrentAttributes, Read("linear_before_reset", OnnxForm.Int)]
            ),
            ["RNN"] = new(RecurrentOperations.Rnn, RecurrentInputs, RecurrentAttributes),
            ["Gemm"] = new(
                DenseOperations.Gemm,
                Inputs("A", "B", "C"),
                [
                    Refused("alpha", OnnxForm.Float, "it is a factor, where x W + b without any is expected", IsOne),
                    Refused("beta", OnnxForm.Float, "it is a factor, where x W + b without any is expected", IsOne),
                    Refused("transA", OnnxForm.Int, "it turns the states, where x W + b is expected", IsZero),
                    Read("transB", OnnxForm.Int),
                ]
            ),
            ["MatMul"] = new(DenseOperations.MatMul, Inputs("A", "B"), []),
            ["Add"] = new(DenseOperations.Add, Inputs("A", "B"), []),
            ["Tanh"] = new(DenseOperations.Tanh, Inputs("input"), []),
            ["Relu"] = new(DenseOperations.Relu, Inputs("X"), []),
            ["Sigmoid"] = new(DenseOperations.Sigmoid, Inputs("X"), []),
            ["Softmax"] = new(DenseOperations.Softmax, Inputs("input"), Axis),
            ["LogSoftmax"] = new(DenseOperations.LogSoftmax, Inputs("input"), Axis),
            ["ReduceSum"] = Reduction(ReadingOperations.ReduceSum, 13),
            ["ReduceMean"] = Reduction(ReadingOperations.ReduceMean, 18),
            ["ReduceMax"] = Reduction(ReadingOperations.ReduceMax, 18),
            ["GlobalAveragePool"] = new(ReadingOperations.GlobalAveragePool, Inputs("X"), []),
            ["GlobalMaxPool"] = new(ReadingOperations.GlobalMaxPool, Inputs("X"), []),
            ["Mul"] = new(ReadingOperations.Multiply, Inputs("A", "B"), []),
            ["Div"] = new(ReadingOperations.Divide, Inputs("A", "B"), []),
            ["Sub"] = new(step => [IntegerOperations.Subtract(step)], Inputs("A", "B"), []),
            ["Equal"] = new(IntegerOperations.AreEqual, Inputs("A", "B"), []),
            ["Where"] = new(IntegerOperations.Where, Inputs("condition", "X", "Y"), []),
            ["If"] = new(
                BranchOperations.If,
                Inputs("cond"),
                [Read("then_branch", OnnxForm.Graph), Read("else_branch", OnnxForm.Graph)]
            ),
            ["Gather"] = new(PickOperations.Gather, Inputs("data", "indices"), Axis),
            ["GatherElements"] = new(PickOperations.GatherElements, Inputs("data", "indices"), Axis),
            ["Slice"] = new(
                PickOperations.Slice,
                [.. Inputs("data"), .. Inputs("starts", "ends", "axes", "steps").Select(input => input.Since(10))],
                [.. new[] { "axes", "starts", "ends" }.Select(name => Read(name, OnnxForm.Ints).Before(10))]
            ),
            ["Identity"] = new(ShapeOperations.Identity, Inputs("input"), []),
            ["Dropout"] = new(
                ShapeOperations.Dropout,
                [
                    .. Inputs("data"),
                    Kept("ratio").Since(12),
                    .. Inputs("training_mode").Select(input => input.Since(12)),
                ],
                [Kept("ratio", OnnxForm.Float).Before(12), Kept("seed", OnnxForm.Int).Since(12)]
            ),
            ["Constant"] = new(
                ShapeOperations.Constant,
                [],
                [
                    Read("value", OnnxForm.Tensor),
                    Read("value_int", OnnxForm.Int).Since(12),
                    Read("value_ints", OnnxForm.Ints).Since(12),
                    Read("value_float", OnnxForm.Float).Since(12),
                    Read("value_floats", OnnxForm.Floats).Since(12),
                    Refused("value_string", OnnxForm.String, "it is text, where numbers are expected", _ => false)
                        .Since(12),
                    Refused("value_strings", OnnxForm.Strings, "it is text, where numbers are expected", _ => false)
                        .Since(12),
                    Refused(
                            "sparse_value",
                            OnnxForm.SparseTensor,
                            "it holds some of its numbers, where all are expected",
                            _ => false
                        )
                        .Since(11),
                ]
            ),
            ["ConstantOfShape"] = new(
                ShapeOperations.ConstantOfShape,
                Inputs("input"),
                [Read("value", OnnxForm.Tensor)]
            ),
            ["Cast"] = new(
                ShapeOperations.Cast,
                Inputs("input"),
                [
                    Read("to", OnnxForm.Int),
                    Small("saturate", OnnxForm.Int).Since(19),
                    Small("round_mode", OnnxForm.String).Since(24),
                ]
            ),
            ["Shape"] = new(
                ShapeOperations.Shape,
                Inputs("data"),
                [Read("start", OnnxForm.Int).Since(15), Read("end", OnnxForm.Int).Since(15)]
            ),
            ["Reshape"] = new(
                ShapeOperations.Reshape,
                Inputs("data", "shape"),
                [Read("allowzero", OnnxForm.Int).Since(14)]
            ),
            ["Flatten"] = new(ShapeOperations.Flatten, Inputs("input"), Axis),
            ["Expand"] = new(ShapeOperations.Expand, Inputs("input", "shape"), []),
            ["Tile"] = new(ShapeOperations.Tile, Inputs("input", "repeats"), []),
            ["Transpose"] = new(ShapeOperations.Transpose, Inputs("data"), [Read("perm", OnnxForm.Ints)]),
            ["Squeeze"] = new(
                ShapeOperations.Squeeze,
                [.. Inputs("data"), .. Axes(13)],
                [Read("axes", OnnxForm.Ints).Before(13)]
            ),
            ["Unsqueeze"] = new(
                ShapeOperations.Unsqueeze,
                [.. Inputs("data"), .. Axes(13)],
                [Read("axes", OnnxForm.Ints).Before(13)]
            ),
            ["Concat"] = new(ShapeOperations.Concat, Inputs("inputs..."), Axis),
            ["Split"] = new(
                ShapeOperations.Split,
                [.. Inputs("input"), .. Inputs("split").Select(input => input.Since(13))],
                [.. Axis, Read("split", OnnxForm.Ints).Before(13), Read("num_outputs", OnnxForm.Int).Since(18)]
            ),
        }.ToFrozenDictionary();

    /// <summary>What a node's outputs mean.</summary>
    /// <param name="operations">The operations that are understood.</param>
    /// <param name="step">The node.</param>
    /// <exception cref="FaultException">The operation or what it is used for here is not understood.</exception>
    public static ImmutableArray<Value> Run(FrozenDictionary<string, OnnxOperation> operations, Step step)
    {
        if (step.Node.IsStandard && operations.TryGetValue(step.Node.Op, out var operation))
            return operation.Of(step);
        var isOfLengths = step.Inputs.Any(input =>
            input.Exists(value => value is Value.Integers lengths && lengths.Cells.Any(cell => cell.IsOfLength))
        );
        throw isOfLengths
            ? step.Refusal(
                "it works with the input of lengths by an operation that is none of those that are read",
                "pick the last states by out.gather(1, lengths - 1), or by h_n of packed sequences"
            )
            : step.Refusal("its operation is none of those that are read");
    }

    /// <summary>An attribute that is read.</summary>
    public static OnnxSetting Read(string attribute, OnnxForm form) => new(attribute, Used) { Form = form };

    /// <summary>An attribute that is refused, unless it asks for nothing.</summary>
    public static OnnxSetting Refused(
        string attribute,
        OnnxForm form,
        string problem,
        Func<OnnxAttribute, bool> isHarmless
    ) => new(attribute, new OnnxUse.Refused(problem, isHarmless)) { Form = form };

    private static OnnxSetting Kept(string name, OnnxForm form = default) =>
        new(name, new OnnxUse.Neutral("nothing is dropped when a network is used")) { Form = form };

    private static OnnxSetting Small(string attribute, OnnxForm form) =>
        new(attribute, new OnnxUse.Neutral("it is about numbers of 8 bits, to which nothing is cast")) { Form = form };

    /// <summary>Inputs that are read.</summary>
    public static ImmutableArray<OnnxSetting> Inputs(params ReadOnlySpan<string> names)
    {
        var inputs = ImmutableArray.CreateBuilder<OnnxSetting>(names.Length);
        foreach (var name in names)
            inputs.Add(new OnnxSetting(name, Used));
        return inputs.MoveToImmutable();
    }

    private static IEnumerable<OnnxSetting> Axes(int opset) => Inputs("axes").Select(input => input.Since(opset));

    private static OnnxOperation Reduction(Func<Step, ImmutableArray<Value>> run, int opset) =>
        new(
            run,
            [.. Inputs("data"), .. Axes(opset)],
            [
                Read("axes", OnnxForm.Ints).Before(opset),
                Read("keepdims", OnnxForm.Int),
                Read("noop_with_empty_axes", OnnxForm.Int).Since(opset),
            ]
        );

    private static bool IsZero(OnnxAttribute attribute) => attribute.Integer == 0;

    private static bool IsOne(OnnxAttribute attribute) => attribute.Number == 1;
}
