using System.Numerics;
using LrpFunctional.Memory;

namespace LrpFunctional.Layers.Recurrent.Kernels;

/// <summary>What relevance became on its way back through one cell.</summary>
/// <param name="Words">Σ_k R_k of each packed row's input (rows × 1).</param>
/// <param name="Leftover">What stayed on the initial state of each lane (n × 1).</param>
/// <param name="Ratios">m of each packed row's candidate (rows × units), if kept.</param>
/// <param name="Shares">What each of its inputs gets of bias and stabilizer (rows × 1), if kept.</param>
internal sealed record RelevanceFlow<T>(
    PooledMatrix<T> Words,
    PooledMatrix<T> Leftover,
    PooledMatrix<T>? Ratios,
    PooledMatrix<T>? Shares
) : IDisposable
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public void Dispose()
    {
        Words.Dispose();
        Leftover.Dispose();
        Ratios?.Dispose();
        Shares?.Dispose();
    }
}
