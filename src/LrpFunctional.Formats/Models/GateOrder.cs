using LrpFunctional.Formats.Tensors;
using LrpFunctional.Numerics;

namespace LrpFunctional.Formats.Models;

/// <summary>
/// The order in which the blocks of a cell's gates and candidate lie in its tensors: i, f, g, o of an LSTM, r, z, n of
/// a GRU.
/// </summary>
internal static class GateOrder
{
    /// <summary>The order that the library and PyTorch use for an LSTM.</summary>
    public const string Lstm = "ifgo";

    /// <summary>The order that the library and PyTorch use for a GRU.</summary>
    public const string Gru = "rzn";

    /// <summary>The order that the reference program uses.</summary>
    public const string Reference = "igfo";

    /// <summary>The library's order of an LSTM or a GRU, by its module's name.</summary>
    public static string Of(string kind) => kind == StateNames.Lstm ? Lstm : Gru;

    public static bool IsOne(string order) => IsOneOf(Lstm, order) || IsOneOf(Gru, order);

    /// <summary>Whether the letters of the two orders are the same.</summary>
    public static bool IsOneOf(string standard, string order) =>
        order.Length == standard.Length && standard.All(order.Contains);

    /// <summary>
    /// The tensor with its blocks in the standard order; one that is not made of as many equal blocks stays as it is,
    /// for the shape check to name.
    /// </summary>
    public static Tensor ToStandard(string standard, string order, Tensor tensor)
    {
        var values = tensor.Values;
        var block = values.Span.Length / standard.Length;
        if (order == standard || block * standard.Length != values.Span.Length)
            return tensor;
        return tensor with
        {
            Values = Matrix.Of(
                values.Rows,
                values.Columns,
                [.. standard.SelectMany(gate => values.Span.Slice(order.IndexOf(gate) * block, block).ToArray())]
            ),
        };
    }
}
