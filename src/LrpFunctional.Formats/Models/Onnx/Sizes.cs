using System.Collections.Immutable;

namespace LrpFunctional.Formats.Models.Onnx;

/// <summary>The sizes of those input axes for which the file has one.</summary>
internal sealed record Sizes(ImmutableDictionary<char, long> Known)
{
    /// <summary>The number of cells along an axis.</summary>
    public Dim Of(Axis axis) =>
        Dim.Over(
            string.Concat(axis.Letters.Where(letter => !Known.ContainsKey(letter))),
            axis.Letters.Where(Known.ContainsKey)
                .Aggregate((long)axis.Size, (product, letter) => product * Known[letter])
        );

    /// <summary>The number of cells along all the axes, or null where it is too large a number.</summary>
    public Dim? Of(IEnumerable<Axis> axes) =>
        axes.Aggregate((Dim?)Dim.Of(1), (product, axis) => product is { } so ? Dim.Multiply(so, Of(axis)) : null);

    /// <summary>
    /// Whether a number is that of all steps along an axis; so is a length, since no sequence is padded here.
    /// </summary>
    public bool IsWhole(Dim length, Axis axis) => length == Dim.Length || length == Of(axis);

    /// <summary>Whether a position along an axis is the last.</summary>
    public bool IsLast(Dim position, Axis axis) =>
        position == Dim.Of(-1) || (Dim.Add(position, Dim.Of(1), 1) is { } length && IsWhole(length, axis));
}
