using System.Numerics;
using LrpFunctional.Memory;
using LrpFunctional.Numerics;

namespace LrpFunctional.Layers;

/// <summary>The relevance that a layer sent back.</summary>
/// <param name="Words">Σ_k R_k of what it read, in the order of the words (rows × 1).</param>
/// <param name="ToInputs">R of what it read, in the order of the words, where that was kept.</param>
/// <param name="Leftover">What stayed on its initial states (n × 1).</param>
internal sealed record RelevanceBack<T>(Matrix Words, PooledMatrix<T>? ToInputs, Matrix Leftover) : IDisposable
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public void Dispose() => ToInputs?.Dispose();
}
