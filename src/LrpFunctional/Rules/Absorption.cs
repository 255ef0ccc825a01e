using LrpFunctional.Numerics;
using LrpFunctional.Numerics.Kernels;

namespace LrpFunctional.Rules;

/// <summary>What a sum's bias takes of the relevance.</summary>
internal static class Absorption
{
    /// <summary>Σ_j b_j m_j in each row (n × 1).</summary>
    public static Matrix ByBias(WeightedSum sum, Matrix ratio) => ByBias(sum, ratio, bias => bias);

    /// <summary>The same with a function of the bias in its place.</summary>
    public static Matrix ByBias(WeightedSum sum, Matrix ratio, Func<Matrix, Matrix> function) => sum.Bias.IsEmpty
        ? Matrix.Zero(ratio.Rows, 1)
        : Product.WithTransposed(ratio, function(Matrix.Of(1, sum.Bias.Length, sum.Bias)));

    /// <summary>The bias beside each row (n × m), a function of it in its place.</summary>
    public static Matrix Bias(WeightedSum sum, Func<Matrix, Matrix> function) => sum.Bias.IsEmpty
        ? Matrix.Zero(sum.Z.Rows, sum.Z.Columns)
        : Rows.Gather(function(Matrix.Of(1, sum.Bias.Length, sum.Bias)), Indices.Repeated(0, sum.Z.Rows).AsSpan());
}
