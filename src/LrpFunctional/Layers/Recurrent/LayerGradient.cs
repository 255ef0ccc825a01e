using System.Collections.Immutable;
using LrpFunctional.Numerics;

namespace LrpFunctional.Layers.Recurrent;

/// <summary>The gradient that flowed back through one recurrent layer.</summary>
/// <param name="Trace">What the layer did.</param>
/// <param name="Directions">What flowed through each cell.</param>
public sealed record LayerGradient(LayerTrace Trace, ImmutableArray<DirectionGradient> Directions)
{
    /// <summary>
    /// ∂s/∂x = Wxᵀ dz of what the layer read at each packed row, in the order of the words (rows × e).
    /// </summary>
    public Matrix ByInputs => Directions.Select(direction => direction.ByInputs).Aggregate(Elementwise.Add);

    /// <summary>
    /// ∂s/∂x · x of what the layer read at each packed row (rows × 1): dz · (Wx x), without a product by Wx.
    /// </summary>
    public Matrix TimesInputs => Directions.Select(direction => direction.TimesInputs).Aggregate(Elementwise.Add);
}
