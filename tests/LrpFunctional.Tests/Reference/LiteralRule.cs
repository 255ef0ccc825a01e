namespace LrpFunctional.Tests.Reference;

/// <summary>
/// The epsilon rule by its message matrix: R_kj = (w_jk x_k + δ (b_j + ε sign z_j) / N) / (z_j + ε sign z_j) · R_j,
/// then Σ_j; sign(0) = +1.
/// </summary>
internal sealed record LiteralRule(double Epsilon, double Delta)
{
    /// <summary>R of the lower units x, which enter z by the weights w(j, k).</summary>
    public double[] Send(
        double[] x,
        Func<int, int, double> w,
        double[] b,
        double[] z,
        double[] relevance,
        int lowerUnits
    )
    {
        var messages = new double[x.Length, z.Length];
        for (var k = 0; k < x.Length; k++)
        {
            for (var j = 0; j < z.Length; j++)
            {
                var stabilizer = z[j] >= 0 ? Epsilon : -Epsilon;
                messages[k, j] =
                    ((w(j, k) * x[k]) + (Delta * (b[j] + stabilizer) / lowerUnits))
                    / (z[j] + stabilizer)
                    * relevance[j];
            }
        }

        return [.. Enumerable.Range(0, x.Length).Select(k => Enumerable.Range(0, z.Length).Sum(j => messages[k, j]))];
    }

    /// <summary>R of lower units that enter z as they are.</summary>
    public double[] SendAsItIs(double[] x, double[] b, double[] z, double[] relevance, int lowerUnits) =>
        Send(x, (j, k) => j == k ? 1 : 0, b, z, relevance, lowerUnits);
}
