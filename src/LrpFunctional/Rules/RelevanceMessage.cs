using LrpFunctional.Numerics;
using LrpFunctional.Numerics.Kernels;

namespace LrpFunctional.Rules;

/// <summary>What the upper units of a linear connection send to each lower unit: R_k = x_k (Wᵀ m)_k + share. No message matrix is ever built.</summary>
/// <param name="Ratio">m_j = R_j / (z_j + ε sign z_j) (n × m).</param>
/// <param name="Share">δ/N Σ_j (b_j + ε sign z_j) m_j, the same for each lower unit (n × 1).</param>
public sealed record RelevanceMessage(Matrix Ratio, Matrix Share)
{
    /// <summary>R_k = x_k m_k + share, for lower units that enter the sum as they are (W = I).</summary>
    public Matrix ThroughIdentity(Matrix inputs) => Rows.MultiplyAdd(inputs, Ratio, Share);

    /// <summary>R_k = x_k (Wᵀ m)_k + share, for inputs x (n × k) and weights W (m × k).</summary>
    public Matrix Through(Matrix inputs, Matrix weights) => Rows.MultiplyAdd(inputs, Product.Of(Ratio, weights), Share);

    /// <summary>Σ_k R_k = Σ_j m_j (W x)_j + k · share (n × 1): the sum over the lower units from the projection that the forward pass has.</summary>
    /// <param name="projection">W x, maybe with other blocks beside it.</param>
    /// <param name="rows">For each row of the message, its row of the projection.</param>
    /// <param name="firstColumn">Where this connection's block of the projection starts.</param>
    /// <param name="lowerUnits">k, the number of lower units of this connection.</param>
    public Matrix Summed(Matrix projection, ReadOnlySpan<int> rows, int firstColumn, int lowerUnits) =>
        Elementwise.AddScaled(Rows.Dots(Ratio, projection, rows, firstColumn), lowerUnits, Share);
}
