using System.Collections.Immutable;
using LrpFunctional.Formats.Tensors;
using LrpFunctional.Numerics;

namespace LrpFunctional.Formats.Models;

/// <summary>The order in which the blocks of the gates i, f, o and the candidate g lie in a cell's tensors.</summary>
internal static class GateOrder
{
    /// <summary>The order that the library and PyTorch use.</summary>
    public const string Standard = "ifgo";

    /// <summary>The order that the reference program uses.</summary>
    public const string Reference = "igfo";

    public static bool IsOne(string order) => order.Length == Standard.Length && Standard.All(order.Contains);

    /// <summary>The tensor with its blocks in the standard order; one that is not made of four equal blocks stays as it is, for the shape check to name.</summary>
    public static Tensor ToStandard(string order, Tensor tensor)
    {
        var values = tensor.Values;
        var block = values.Span.Length / Standard.Length;
        if (order == Standard || block * Standard.Length != values.Span.Length) return tensor;
        ImmutableArray<double> moved = [.. Standard.SelectMany(gate => values.Span.Slice(order.IndexOf(gate) * block, block).ToArray())];
        return tensor with { Values = Matrix.Of(values.Rows, values.Columns, moved) };
    }
}
