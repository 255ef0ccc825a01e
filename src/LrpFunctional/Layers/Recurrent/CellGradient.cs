using System.Collections.Immutable;
using LrpFunctional.Numerics;

namespace LrpFunctional.Layers.Recurrent;

/// <summary>∂s/∂W of what is learned of a cell, summed over rows.</summary>
/// <param name="Input">By Wx (Gd × e).</param>
/// <param name="Recurrent">By Wh (Gd × d).</param>
/// <param name="InputBias">By bx (1 × Gd).</param>
/// <param name="RecurrentBias">By bh (1 × Gd).</param>
public sealed record CellGradient(Matrix Input, Matrix Recurrent, Matrix InputBias, Matrix RecurrentBias)
{
    /// <summary>How many matrices there are.</summary>
    internal const int Count = 4;

    /// <summary>The place of Wh among them.</summary>
    internal const int RecurrentPlace = 1;

    /// <summary>In the order in which weights are learned.</summary>
    internal ImmutableArray<Matrix> Matrices => [Input, Recurrent, InputBias, RecurrentBias];

    /// <summary>
    /// dWx = dzᵀ x, dWh = dzᵀ h_{t−1}, db = Σ dz, where x and h_{t−1} enter the same sums.
    /// </summary>
    /// <param name="preactivations">dz (rows × Gd).</param>
    /// <param name="read">x (rows × e).</param>
    /// <param name="before">h_{t−1} (rows × d).</param>
    internal static CellGradient Of(Matrix preactivations, Matrix read, Matrix before)
    {
        var turned = MatrixRows.Transposed(preactivations);
        var bias = MatrixRows.Total(preactivations);
        return new CellGradient(Product.Of(turned, read), Product.Of(turned, before), bias, bias);
    }
}
