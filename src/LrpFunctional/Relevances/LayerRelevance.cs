using System.Collections.Immutable;
using LrpFunctional.Forward;
using LrpFunctional.Numerics;
using LrpFunctional.Numerics.Kernels;

namespace LrpFunctional.Relevances;

/// <summary>The relevance that flowed back through one recurrent layer.</summary>
/// <param name="Trace">What the layer did.</param>
/// <param name="Directions">What flowed through each cell.</param>
public sealed record LayerRelevance(LayerTrace Trace, ImmutableArray<DirectionRelevance> Directions)
{
    /// <summary>Σ_k R_k of what the layer read at each packed row, in the order of the words (rows × 1): m · (Wx x) + e · share, without a product by Wx.</summary>
    public Matrix PerWord => Directions.Select(direction => direction.PerWord).Aggregate(Elementwise.Add);

    /// <summary>R_k = x_k (Wxᵀ m)_k + share of what the layer read at each packed row, in the order of the words (rows × e).</summary>
    public Matrix PerDimension
    {
        get
        {
            var read = Trace.Read;
            return Directions.Select(direction => direction.PerDimension(read)).Aggregate(Elementwise.Add);
        }
    }

    /// <summary>The relevance left on the initial states of its cells (n × 1).</summary>
    public Matrix Leftover => Directions.Select(direction => direction.Leftover).Aggregate(Elementwise.Add);
}
