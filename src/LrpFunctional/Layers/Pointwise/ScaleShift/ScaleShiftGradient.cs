using LrpFunctional.Numerics;

namespace LrpFunctional.Layers.Pointwise.ScaleShift;

/// <summary>The gradient that flowed back through a scale and shift.</summary>
/// <param name="Trace">What the layer did.</param>
/// <param name="ByInputs">∂s/∂x = a ⊙ ∂s/∂y (rows × D).</param>
public sealed record ScaleShiftGradient(ScaleShiftTrace Trace, Matrix ByInputs) : ISequenceGradient
{
    /// <inheritdoc/>
    public Matrix TimesInputs => ByInputs.Times(Trace.Read).RowSums();
}
