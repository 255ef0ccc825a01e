using System.Collections.Immutable;
using LrpFunctional.Numerics;
using LrpFunctional.Sequences;

namespace LrpFunctional.Layers.Windows;

/// <summary>Steps of zeros before and behind each sequence; a negative number cuts steps off.</summary>
/// <param name="Before">How many before the first step.</param>
/// <param name="Behind">How many behind the last step.</param>
/// <param name="Width">How many numbers a step has.</param>
internal sealed record PaddingLayer(int Before, int Behind, int Width) : IPlainLayer
{
    /// <inheritdoc/>
    public string Kind => "padding over time";

    /// <inheritdoc/>
    public ImmutableArray<Strand> Strands => Strand.InRows(Width);

    /// <inheritdoc/>
    public bool IsCausal => (Before, Behind) == (0, 0);

    IEnumerable<(string Name, Matrix Numbers)> ILayer.Hashed => [($"{Kind} {Before} {Behind}", Matrix.Zero(0, 0))];

    ILayerTrace IPlainLayer.Forward(Packing packing, ImmutableArray<Matrix> read)
    {
        var unfolding = Of(packing);
        return new PaddingTrace(this, unfolding, unfolding.Unfold(read[0]));
    }

    DecomposedFlow ILayer.Decomposed(ImmutableArray<DecomposedFlow> read, Func<Direction, Matrix> ofBiases)
    {
        var unfolding = Of(read[0].Packing);
        return new DecomposedFlow(
            unfolding.Packing,
            read[0].Parts.Map(unfolding.Unfold),
            read[0].IsOfWords && IsCausal
        );
    }

    // Windows of one place, which begin before the first step or behind it.
    private Unfolding Of(Packing read)
    {
        var made = Packing.Of([.. read.Lengths.Select(Steps)]);
        var places = WindowPlaces.Pack(
            read.Lengths.Select(length => WindowPlaces.Along(Steps(length), 1, 1, 1, Before, length)).ToArray(),
            1,
            read.Offsets.AsSpan(),
            made.Offsets.AsSpan()
        );
        return new Unfolding(made, places, 1, read.Rows);
    }

    private int Steps(int length) =>
        length > Math.Max(-Before, 0) + Math.Max(-Behind, 0)
            ? length + Before + Behind
            : throw new ArgumentException(
                $"a sequence has {length} steps, where more are expected than are cut off ({Before} and {Behind})",
                nameof(length)
            );
}
