using System.Collections.Frozen;
using System.Collections.Immutable;

namespace LrpFunctional.Formats.Models.Onnx.Compositions;

/// <summary>
/// The operations that are understood where a graph becomes a composition: those of chains, and more of them, by
/// families.
/// </summary>
internal static class CompositionOperations
{
    private static readonly ImmutableArray<OnnxSetting> Two = Operations.Inputs("A", "B");

    private static readonly ImmutableArray<OnnxSetting> X = Operations.Inputs("X");

    private static readonly Dictionary<string, OnnxOperation> Arithmetic = new()
    {
        ["Add"] = new(ArithmeticOperations.Add, Two, []),
        ["Sub"] = new(ArithmeticOperations.Subtract, Two, []),
        ["Mul"] = new(ArithmeticOperations.Multiply, Two, []),
        ["Div"] = new(ArithmeticOperations.Divide, Two, []),
        ["Sum"] = new(ArithmeticOperations.Sum, Operations.Inputs("data_0..."), []),
        ["Neg"] = new(ArithmeticOperations.Negate, Operations.Inputs("X"), []),
        ["Sqrt"] = new(FoldedNumbers.SquareRoot, Operations.Inputs("X"), []),
        ["Reciprocal"] = new(FoldedNumbers.Reciprocal, Operations.Inputs("X"), []),
        ["Pow"] = new(FoldedNumbers.Power, Operations.Inputs("X", "Y"), []),
    };

    private static readonly Dictionary<string, OnnxOperation> Activations = new()
    {
        ["LeakyRelu"] = new(ActivationOperations.LeakyRelu, X, Floats("alpha")),
        ["PRelu"] = new(ActivationOperations.PRelu, Operations.Inputs("X", "slope"), []),
        ["Elu"] = new(ActivationOperations.Elu, X, Floats("alpha")),
        ["Selu"] = new(ActivationOperations.Selu, X, Floats("alpha", "gamma")),
        ["HardSigmoid"] = new(ActivationOperations.HardSigmoid, X, Floats("alpha", "beta")),
        ["Gelu"] = new(ActivationOperations.Gelu, X, [Operations.Read("approximate", OnnxForm.String)]),
        ["Softplus"] = new(ActivationOperations.Softplus, X, []),
        ["Softsign"] = new(ActivationOperations.Softsign, Operations.Inputs("input"), []),
        ["Exp"] = new(ActivationOperations.Exp, Operations.Inputs("input"), []),
    };

    private static readonly Dictionary<string, OnnxOperation> Normalisations = new()
    {
        ["LayerNormalization"] = new(
            NormalisationOperations.Layer,
            Operations.Inputs("X", "Scale", "B"),
            [
                Operations.Read("axis", OnnxForm.Int),
                Operations.Read("epsilon", OnnxForm.Float),
                new OnnxSetting(
                    "stash_type",
                    new OnnxUse.Neutral("it is about the type in which is calculated: here it is always float64")
                )
                {
                    Form = OnnxForm.Int,
                },
            ]
        ),
        [WrittenNormalisation.Op] = new(
            NormalisationOperations.WithoutScale,
            Operations.Inputs("X"),
            [Operations.Read("axis", OnnxForm.Int), Operations.Read("epsilon", OnnxForm.Float)]
        ),
        ["BatchNormalization"] = new(
            NormalisationOperations.Batch,
            Operations.Inputs("X", "scale", "B", "mean", "var"),
            [
                Operations.Read("epsilon", OnnxForm.Float),
                Trained("momentum", OnnxForm.Float),
                Operations
                    .Refused(
                        "spatial",
                        OnnxForm.Int,
                        "it goes by each place alone, where it is expected to go by units",
                        spatial => spatial.Integer == 1
                    )
                    .Before(9),
                Operations.Read("training_mode", OnnxForm.Int).Since(14),
            ]
        ),
    };

    private static readonly Dictionary<string, OnnxOperation> Ends = new()
    {
        ["LogSoftmax"] = Operations.All["LogSoftmax"] with { Run = EndOperations.LogSoftmax },
        ["Gemm"] = Operations.All["Gemm"] with
        {
            Run = EndOperations.Gemm,
            Attributes =
            [
                Operations.Read("alpha", OnnxForm.Float),
                Operations.Read("beta", OnnxForm.Float),
                .. Operations.All["Gemm"].Attributes.Where(attribute => attribute.Name is not ("alpha" or "beta")),
            ],
        },
    };

    private static readonly Dictionary<string, OnnxOperation> Reversals = new()
    {
        ["ReverseSequence"] = new(
            ReversalOperations.ReverseSequence,
            Operations.Inputs("input", "sequence_lens"),
            [Operations.Read("time_axis", OnnxForm.Int), Operations.Read("batch_axis", OnnxForm.Int)]
        ),
        ["Slice"] = Operations.All["Slice"] with { Run = ReversalOperations.Slice },
        ["LSTM"] = Operations.All["LSTM"] with { Run = Over(RecurrentOperations.Lstm) },
        ["GRU"] = Operations.All["GRU"] with { Run = Over(RecurrentOperations.Gru) },
        ["RNN"] = Operations.All["RNN"] with { Run = Over(RecurrentOperations.Rnn) },
    };

    private static readonly ImmutableArray<OnnxSetting> Windows =
    [
        Operations.Read("auto_pad", OnnxForm.String),
        Operations.Read("kernel_shape", OnnxForm.Ints),
        Operations.Read("pads", OnnxForm.Ints),
        Operations.Read("strides", OnnxForm.Ints),
    ];

    private static readonly Dictionary<string, OnnxOperation> Windowed = new()
    {
        ["Conv"] = new(
            WindowOperations.Convolution,
            Operations.Inputs("X", "W", "B"),
            [.. Windows, Operations.Read("dilations", OnnxForm.Ints), Operations.Read("group", OnnxForm.Int)]
        ),
        ["MaxPool"] = new(
            WindowOperations.Max,
            Operations.Inputs("X"),
            [
                .. Windows,
                Operations.Read("ceil_mode", OnnxForm.Int).Since(10),
                Operations.Read("dilations", OnnxForm.Ints).Since(10),
                new OnnxSetting(
                    "storage_order",
                    new OnnxUse.Neutral("it is about the second output, which is not read")
                )
                {
                    Form = OnnxForm.Int,
                }.Since(8),
            ]
        ),
        ["AveragePool"] = new(
            WindowOperations.Average,
            Operations.Inputs("X"),
            [
                .. Windows,
                Operations.Read("ceil_mode", OnnxForm.Int).Since(10),
                Operations.Read("count_include_pad", OnnxForm.Int),
                Operations.Read("dilations", OnnxForm.Ints).Since(19),
            ]
        ),
    };

    private static readonly Dictionary<string, OnnxOperation> Lengths = new()
    {
        ["Reshape"] = Operations.All["Reshape"] with { Run = LengthOperations.Reshape },
        ["Flatten"] = Operations.All["Flatten"] with { Run = LengthOperations.Flatten },
    };

    /// <summary>All of them, by their names.</summary>
    public static FrozenDictionary<string, OnnxOperation> All { get; } =
        new[] { Arithmetic, Activations, Normalisations, Ends, Reversals, Windowed, Lengths }
            .SelectMany(family => family)
            .Concat(Operations.All)
            .DistinctBy(operation => operation.Key)
            .ToFrozenDictionary();

    private static Func<Step, ImmutableArray<Value>> Over(Func<Step, ImmutableArray<Value>> run) =>
        LengthOperations.OfVectors(ReversalOperations.Over(run));

    private static ImmutableArray<OnnxSetting> Floats(params ImmutableArray<string> names) =>
        [.. names.Select(name => Operations.Read(name, OnnxForm.Float))];

    private static OnnxSetting Trained(string name, OnnxForm form) =>
        new(name, new OnnxUse.Neutral("nothing is trained when a network is used")) { Form = form };
}
