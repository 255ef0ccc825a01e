using System.Numerics;
using LrpFunctional.Memory;
using LrpFunctional.Numerics;

namespace LrpFunctional.Layers;

/// <summary>The gradient by what a layer read.</summary>
internal interface IGradientBack<T> : IDisposable
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>∂s/∂x in the order of the words.</summary>
    PooledMatrix<T> ByInputs();

    /// <summary>‖∂s/∂x‖² of each packed row (rows × 1).</summary>
    Matrix SquaredNorms();

    /// <summary>∂s/∂x · x of each packed row (rows × 1).</summary>
    Matrix TimesInputs();
}
