using System.Collections.Immutable;
using LrpFunctional.Numerics;

namespace LrpFunctional.Layers.Recurrent;

/// <summary>The relevance that flowed back through one recurrent layer.</summary>
/// <param name="Trace">What the layer did.</param>
/// <param name="Directions">What flowed through each cell.</param>
public sealed record LayerRelevance(LayerTrace Trace, ImmutableArray<DirectionRelevance> Directions)
{
    /// <summary>Σ_k R_k of what the layer read at each packed row, in the order of the words (rows × 1).</summary>
    public Matrix PerWord => MatrixRows.Sums(PerDimension);

    /// <summary>R_k of what the layer read at each packed row, in the order of the words (rows × e).</summary>
    public Matrix PerDimension => Directions.Select(direction => direction.PerDimension).Aggregate(Elementwise.Add);

    /// <summary>The relevance left on the initial states of its cells (n × 1).</summary>
    public Matrix Leftover => Directions.Select(direction => direction.Leftover).Aggregate(Elementwise.Add);
}
