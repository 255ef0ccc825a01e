using System.Collections.Frozen;
using System.Collections.Immutable;

namespace LrpFunctional.Formats.Models.Onnx;

/// <summary>The operations that are understood, each with the attributes that it may have.</summary>
internal static class Operations
{
    private static readonly string[] Recurrent = ["direction", "hidden_size", "activations", "activation_alpha", "activation_beta", "clip", "layout"];

    private static readonly FrozenDictionary<string, (Func<Step, ImmutableArray<Value>> Run, string[] Attributes)> Known =
        new Dictionary<string, (Func<Step, ImmutableArray<Value>> Run, string[] Attributes)>
        {
            ["LSTM"] = (RecurrentOperations.Lstm, [.. Recurrent, "input_forget"]),
            ["GRU"] = (RecurrentOperations.Gru, [.. Recurrent, "linear_before_reset"]),
            ["RNN"] = (RecurrentOperations.Rnn, Recurrent),
            ["Gemm"] = (DenseOperations.Gemm, ["alpha", "beta", "transA", "transB"]),
            ["MatMul"] = (DenseOperations.MatMul, []),
            ["Add"] = (DenseOperations.Add, []),
            ["Tanh"] = (DenseOperations.Tanh, []),
            ["Relu"] = (DenseOperations.Relu, []),
            ["Sigmoid"] = (DenseOperations.Sigmoid, []),
            ["Softmax"] = (DenseOperations.Softmax, ["axis"]),
            ["LogSoftmax"] = (DenseOperations.LogSoftmax, ["axis"]),
            ["ReduceSum"] = (ReadingOperations.ReduceSum, ["axes", "keepdims", "noop_with_empty_axes"]),
            ["ReduceMean"] = (ReadingOperations.ReduceMean, ["axes", "keepdims", "noop_with_empty_axes"]),
            ["ReduceMax"] = (ReadingOperations.ReduceMax, ["axes", "keepdims", "noop_with_empty_axes"]),
            ["GlobalAveragePool"] = (ReadingOperations.GlobalAveragePool, []),
            ["GlobalMaxPool"] = (ReadingOperations.GlobalMaxPool, []),
            ["Mul"] = (ReadingOperations.Multiply, []),
            ["Div"] = (ReadingOperations.Divide, []),
            ["Sub"] = (step => [IntegerOperations.Subtract(step)], []),
            ["Equal"] = (IntegerOperations.AreEqual, []),
            ["Where"] = (IntegerOperations.Where, []),
            ["Gather"] = (PickOperations.Gather, ["axis"]),
            ["Slice"] = (PickOperations.Slice, ["axes", "starts", "ends"]),
            ["Identity"] = (ShapeOperations.Identity, []),
            ["Dropout"] = (ShapeOperations.Dropout, ["ratio", "seed"]),
            ["Constant"] = (ShapeOperations.Constant, ["value", "value_int", "value_ints", "value_float", "value_floats"]),
            ["ConstantOfShape"] = (ShapeOperations.ConstantOfShape, ["value"]),
            ["Cast"] = (ShapeOperations.Cast, ["to", "saturate", "round_mode"]),
            ["Shape"] = (ShapeOperations.Shape, ["start", "end"]),
            ["Reshape"] = (ShapeOperations.Reshape, ["allowzero"]),
            ["Flatten"] = (ShapeOperations.Flatten, ["axis"]),
            ["Expand"] = (ShapeOperations.Expand, []),
            ["Transpose"] = (ShapeOperations.Transpose, ["perm"]),
            ["Squeeze"] = (ShapeOperations.Squeeze, ["axes"]),
            ["Unsqueeze"] = (ShapeOperations.Unsqueeze, ["axes"]),
            ["Concat"] = (ShapeOperations.Concat, ["axis"]),
            ["Split"] = (ShapeOperations.Split, ["axis", "split", "num_outputs"]),
        }.ToFrozenDictionary();

    /// <summary>What a node's outputs mean.</summary>
    /// <exception cref="FaultException">The operation or what it is used for here is not understood.</exception>
    public static ImmutableArray<Value> Run(Step step)
    {
        if (!step.Node.IsStandard || !Known.TryGetValue(step.Node.Op, out var operation))
            throw step.Refusal("its operation is none of those that are read");
        if (step.Node.Attributes.Keys.FirstOrDefault(attribute => !operation.Attributes.Contains(attribute)) is { } unknown)
            throw step.Refusal($"its attribute \"{unknown}\" is not known");
        return operation.Run(step);
    }
}
