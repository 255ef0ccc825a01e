using LrpFunctional.Numerics;
using LrpFunctional.Numerics.Kernels;

namespace LrpFunctional.Rules;

/// <summary>Rules that look at the weights only: R_k = Σ_j v(w_jk) / Σ_k v(w_jk) · R_j.</summary>
public static class SquaredWeightsRule
{
    /// <summary>w²: v(w) = w² (Montavon et al. 2017); upper units without a weight lose their relevance, booked on the stabilizer.</summary>
    public static LinearRule WSquare { get; } = new("w-square", (sum, relevance) => Share(sum, relevance, weights => Elementwise.Multiply(weights, weights)));

    /// <summary>Flat: v(w) = 1, the same to each lower unit (Lapuschkin et al. 2017).</summary>
    public static LinearRule Flat { get; } = new("flat", (sum, relevance) => Share(sum, relevance, weights => Matrix.Constant(weights.Rows, weights.Columns, 1)));

    private static Shares Share(WeightedSum sum, Matrix relevance, Func<Matrix, Matrix> value)
    {
        static Matrix Ones(Matrix inputs) => Matrix.Constant(inputs.Rows, inputs.Columns, 1);
        var exact = new Stabilizer(0);
        var z = sum.Connections.Select(connection => connection.Forward(value, Ones)).Aggregate(Elementwise.Add);
        var ratio = exact.Ratio(relevance, z);
        return new Shares(
            [.. sum.Connections.Select(connection => connection.Back(value, ratio))],
            Matrix.Zero(relevance.Rows, 1),
            exact.Absorbed(relevance, ratio, z));
    }
}
