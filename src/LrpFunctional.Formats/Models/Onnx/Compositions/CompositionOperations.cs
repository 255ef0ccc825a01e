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

    private static readonly Dictionary<string, OnnxOperation> Normalisations = new()
    {
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
        ["LSTM"] = Operations.All["LSTM"] with { Run = ReversalOperations.Over(RecurrentOperations.Lstm) },
        ["GRU"] = Operations.All["GRU"] with { Run = ReversalOperations.Over(RecurrentOperations.Gru) },
    };

    /// <summary>All of them, by their names.</summary>
    public static FrozenDictionary<string, OnnxOperation> All { get; } =
        new[] { Arithmetic, Normalisations, Ends, Reversals }
            .SelectMany(family => family)
            .Concat(Operations.All)
            .DistinctBy(operation => operation.Key)
            .ToFrozenDictionary();

    private static OnnxSetting Trained(string name, OnnxForm form) =>
        new(name, new OnnxUse.Neutral("nothing is trained when a network is used")) { Form = form };
}
