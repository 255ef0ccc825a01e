using LrpFunctional.Numerics;

namespace LrpFunctional.Rules;

/// <summary>Rules that look at the weights only: R_k = Σ_j v(w_jk) / Σ_k v(w_jk) · R_j.</summary>
public static class SquaredWeightsRule
{
    /// <summary>
    /// w²: v(w) = w² (Montavon et al. 2017); upper units without a weight lose their relevance, booked on the
    /// stabilizer.
    /// </summary>
    public static LinearRule WSquare { get; } =
        new("w-square", sum => Share(sum.Map(weights => weights.Times(weights))));

    /// <summary>Flat: v(w) = 1, the same to each lower unit (Lapuschkin et al. 2017).</summary>
    public static LinearRule Flat { get; } =
        new("flat", sum => Share(sum.Map(weights => Matrix.Constant(weights.Rows, weights.Columns, 1))));

    private static Sharing Share(WeightedSum values)
    {
        var (exact, weights) = (new Stabilizer(0), values with { Bias = [] });
        return (inputs, _, relevance) =>
        {
            var z = weights.Of([.. inputs.Select(input => Matrix.Constant(input.Rows, input.Columns, 1))]);
            var ratio = exact.Ratio(relevance, z);
            return new Shares(weights.Back(ratio), Matrix.Zero(relevance.Rows, 1), exact.Absorbed(relevance, ratio, z));
        };
    }
}
