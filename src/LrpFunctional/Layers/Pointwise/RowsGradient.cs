using LrpFunctional.Numerics;

namespace LrpFunctional.Layers.Pointwise;

/// <summary>The gradient that flowed back through a layer that reads one flow, row by row.</summary>
/// <param name="ByInputs">∂s/∂x (rows × D).</param>
internal sealed record RowsGradient(Matrix ByInputs) : ILayerGradient
{
    /// <inheritdoc/>
    public Arriving ToRead(int read) => new Arriving.AtEach(ByInputs);
}
