using LrpFunctional.Numerics;

namespace LrpFunctional.Layers.Windows;

/// <summary>The gradient that flowed back through windows.</summary>
/// <param name="ByInputs">∂s/∂x of each packed row that was read (rows × D).</param>
internal sealed record WindowsGradient(Matrix ByInputs) : ILayerGradient
{
    /// <inheritdoc/>
    public Arriving ToRead(int read) => new Arriving.AtEach(ByInputs);
}
