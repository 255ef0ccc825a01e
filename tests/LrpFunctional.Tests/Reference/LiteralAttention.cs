namespace LrpFunctional.Tests.Reference;

/// <summary>
/// Relevance through one head of an attention by the messages of AttnLRP, with ε = 0.01 and δ = 0.5, in loops.
/// </summary>
/// <param name="Queries">R of q.</param>
/// <param name="Values">R of v.</param>
/// <param name="Keys">R of k.</param>
/// <param name="Constant">What stayed on the constant term of the softmax.</param>
internal sealed record LiteralAttention(double[][] Queries, double[][] Values, double[][] Keys, double Constant)
{
    private const double Epsilon = 0.01;
    private const double Delta = 0.5;

    /// <summary>A score, and how its relevance is added to that of its query and key.</summary>
    public sealed record Scores(
        Func<double[], double[], double> Of,
        Action<double[], double[], double, double[], double[]> Share
    );

    /// <summary>e = factor q · k.</summary>
    public static Scores Dot(double factor) =>
        new(
            (q, k) => factor * q.Zip(k, (x, y) => x * y).Sum(),
            (q, k, relevance, toQuery, toKey) =>
            {
                var doubled = 2 * factor * q.Zip(k, (x, y) => x * y).Sum();
                for (var j = 0; j < q.Length; j++)
                {
                    var message =
                        ((factor * q[j] * k[j]) + (Delta * Signed(doubled) / (2 * q.Length)))
                        / (doubled + Signed(doubled))
                        * relevance;
                    toQuery[j] += message;
                    toKey[j] += message;
                }
            }
        );

    /// <summary>e = Σ_j u_j tanh(q_j + k_j).</summary>
    public static Scores Additive(double[] u) =>
        new(
            (q, k) => u.Select((weight, j) => weight * Math.Tanh(q[j] + k[j])).Sum(),
            (q, k, relevance, toQuery, toKey) =>
            {
                var e = u.Select((weight, j) => weight * Math.Tanh(q[j] + k[j])).Sum();
                for (var j = 0; j < u.Length; j++)
                {
                    var toOpen =
                        ((u[j] * Math.Tanh(q[j] + k[j])) + (Delta * Signed(e) / u.Length))
                        / (e + Signed(e))
                        * relevance;

                    // A sum of one unit of each: it spreads what it spreads over all units of both.
                    for (var i = 0; i < u.Length; i++)
                    {
                        var z = q[j] + k[j];
                        var spread = Delta * Signed(z) / (2 * u.Length);
                        toQuery[i] += ((i == j ? q[j] : 0) + spread) / (z + Signed(z)) * toOpen;
                        toKey[i] += ((i == j ? k[j] : 0) + spread) / (z + Signed(z)) * toOpen;
                    }
                }
            }
        );

    public static LiteralAttention Of(Scores scores, double[][] q, double[][] v, double[][] k, double[][] relevance)
    {
        var (steps, width) = (q.Length, v[0].Length);
        double[][] Zeros(double[][] like) => [.. like.Select(row => new double[row.Length])];
        var (toQ, toV, toK, constant) = (Zeros(q), Zeros(v), Zeros(k), 0.0);
        for (var t = 0; t < steps; t++)
        {
            var e = k.Select(key => scores.Of(q[t], key)).ToArray();
            var a = e.Select(score => Math.Exp(score) / e.Sum(Math.Exp)).ToArray();
            var toWeights = new double[steps];
            for (var j = 0; j < width; j++)
            {
                var doubled = 2 * Enumerable.Range(0, steps).Sum(s => a[s] * v[s][j]);
                for (var s = 0; s < steps; s++)
                {
                    var half = a[s] * v[s][j] / (doubled + Signed(doubled)) * relevance[t][j];
                    toWeights[s] += half;
                    toV[s][j] += half;

                    // What a sum spreads goes to all values in equal parts.
                    for (var i = 0; i < width; i++)
                        toV[s][i] +=
                            Delta * Signed(doubled) / (width * steps) / (doubled + Signed(doubled)) * relevance[t][j];
                }
            }

            for (var s = 0; s < steps; s++)
            {
                var toScore = e[s] * (toWeights[s] - (a[s] * toWeights.Sum()));
                constant += toWeights[s] - toScore;
                scores.Share(q[t], k[s], toScore, toQ[t], toK[s]);
            }
        }

        return new LiteralAttention(toQ, toV, toK, constant);
    }

    private static double Signed(double z) => z >= 0 ? Epsilon : -Epsilon;
}
