using LrpFunctional.Numerics;

namespace LrpFunctional.Layers.Pointwise;

/// <summary>The gradient that flowed back through a dense layer.</summary>
/// <param name="Trace">What the layer did.</param>
/// <param name="ByInputs">∂s/∂x (rows × k).</param>
internal sealed record DenseGradient(DenseTrace Trace, Matrix ByInputs) : ILayerGradient
{
    /// <inheritdoc/>
    public Arriving ToRead(int read) => new Arriving.AtEach(ByInputs);
}
