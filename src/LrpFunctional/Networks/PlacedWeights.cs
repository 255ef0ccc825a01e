using System.Collections.Immutable;
using LrpFunctional.Layers;

namespace LrpFunctional.Networks;

/// <summary>A layer's weights and what the layer reads.</summary>
/// <param name="Weights">The weights.</param>
/// <param name="Reads">The numbers of earlier layers, or <see cref="Composition.Input"/> for the word vectors.</param>
public sealed record PlacedWeights(ILayerWeights Weights, ImmutableArray<int> Reads)
{
    /// <summary>Two are equal when all that they hold is.</summary>
    public bool Equals(PlacedWeights? other) =>
        other is not null && Equals(Weights, other.Weights) && Reads.Same(other.Reads);

    /// <summary>A hash over it.</summary>
    public override int GetHashCode() => HashCode.Combine(Weights, Reads.Hash());
}
