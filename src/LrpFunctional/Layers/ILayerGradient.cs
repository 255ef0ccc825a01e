using System.Collections.Immutable;
using LanguageExt;
using LrpFunctional.Numerics;

namespace LrpFunctional.Layers;

/// <summary>The gradient that flowed back through a layer.</summary>
public interface ILayerGradient
{
    /// <summary>What reaches one of the flows that the layer read, the first being 0.</summary>
    Arriving ToRead(int read);

    /// <summary>∂s/∂x · x at each row that the layer read (rows × 1), where that needs no ∂s/∂x.</summary>
    Option<Matrix> TimesInputs => Option<Matrix>.None;

    /// <summary>
    /// ∂s/∂W of each matrix of numbers that is learned, summed over rows, in the order of
    /// <see cref="ILayerWeights.Learned"/>; of multipliers in place of a gradient it says nothing.
    /// </summary>
    ImmutableArray<Matrix> ByWeights => [];
}
