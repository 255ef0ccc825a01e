using System.Collections.Immutable;
using LrpFunctional.Numerics;
using LrpFunctional.Sequences;

namespace LrpFunctional.Layers.Joins;

/// <summary>y = u ⊙ v of the two halves of what it reads, x = [u; v], as a gate and what passes it.</summary>
/// <param name="Width">How many numbers a factor has, D.</param>
/// <param name="Signal">Which of the factors is the signal.</param>
public sealed record FactorProduct(int Width, Signal Signal) : IPlainLayer
{
    /// <inheritdoc/>
    public string Kind => "product";

    /// <inheritdoc/>
    public ImmutableArray<Strand> Strands => Strand.InRows(Width);

    /// <inheritdoc/>
    public bool IsCausal => true;

    /// <summary>A phrase that is in both factors has no share of the product of its own.</summary>
    public IEnumerable<string> WithoutDecomposition => [Kind];

    IEnumerable<(string Name, Matrix Numbers)> ILayer.Hashed => [($"{Kind} {Width} {Signal}", Matrix.Zero(0, 0))];

    ILayerTrace IPlainLayer.Forward(Packing packing, ImmutableArray<Matrix> read) =>
        new FactorProductTrace(
            this,
            packing,
            MatrixRows.TakeColumns(read[0], 0, Width),
            MatrixRows.TakeColumns(read[0], Width, Width)
        );
}
