using LrpFunctional.Numerics;

namespace LrpFunctional.Layers.Pointwise.ScaleShift;

/// <summary>The gradient that flowed back through a scale and shift.</summary>
/// <param name="ByInputs">∂s/∂x = a ⊙ ∂s/∂y (rows × D).</param>
internal sealed record ScaleShiftGradient(Matrix ByInputs) : ILayerGradient
{
    /// <inheritdoc/>
    public Arriving ToRead(int read) => new Arriving.AtEach(ByInputs);
}
