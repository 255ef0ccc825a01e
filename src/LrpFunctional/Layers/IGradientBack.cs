using System.Collections.Immutable;
using System.Numerics;
using LanguageExt;
using LrpFunctional.Numerics;

namespace LrpFunctional.Layers;

/// <summary>The gradient by what a layer read.</summary>
internal interface IGradientBack<T> : IDisposable
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>∂s/∂x of one of the flows that the layer read, the first being 0.</summary>
    Reaching<T> ToRead(int read);

    /// <summary>‖∂s/∂x‖² at each row that the layer read (rows × 1), where that is quicker than ∂s/∂x.</summary>
    Option<Matrix> SquaredNorms();

    /// <summary>∂s/∂x · x at each row that the layer read (rows × 1), where that is quicker than ∂s/∂x.</summary>
    Option<Matrix> TimesInputs();

    /// <summary>∂s/∂W as <see cref="ILayerGradient.ByWeights"/> says, where there is a quick way.</summary>
    Option<ImmutableArray<Matrix>> ByWeights();
}
