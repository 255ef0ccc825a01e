using LrpFunctional.Numerics;

namespace LrpFunctional.Layers;

/// <summary>The gradient that flowed back through a layer.</summary>
public interface ISequenceGradient
{
    /// <summary>∂s/∂x of what the layer read at each packed row, in the order of the words (rows × e).</summary>
    Matrix ByInputs { get; }

    /// <summary>∂s/∂x · x of what the layer read at each packed row (rows × 1).</summary>
    Matrix TimesInputs { get; }
}
