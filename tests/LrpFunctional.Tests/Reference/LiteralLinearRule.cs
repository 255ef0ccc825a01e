using LrpFunctional.Rules;

namespace LrpFunctional.Tests.Reference;

/// <summary>Each linear rule, with ε = 0.01 and δ = 0.5, by its message matrix.</summary>
/// <param name="Name">What it goes by here.</param>
/// <param name="X">The lower units.</param>
/// <param name="W">Their weights w(j, k).</param>
/// <param name="B">The bias.</param>
/// <param name="IsConnected">Whether there is a weight w(j, k) at all.</param>
internal sealed record LiteralLinearRule(
    string Name,
    double[] X,
    Func<int, int, double> W,
    double[] B,
    Func<int, int, bool> IsConnected
)
{
    public static TheoryData<string> Names { get; } =
    ["epsilon", "epsilon-2017", "gamma", "gamma-positive", "z-plus", "alpha-beta", "w-square", "flat"];

    public static LinearRule Rule(string name)
    {
        var stabilizer = new Stabilizer(0.01);
        return name switch
        {
            "epsilon" => new EpsilonRule(stabilizer, 0.5).AsInProgram,
            "epsilon-2017" => new EpsilonRule(stabilizer, 0.5).AsInPaper,
            "gamma" => GammaRule.Of(0.25, stabilizer),
            "gamma-positive" => GammaRule.OfPositive(0.25, stabilizer),
            "z-plus" => AlphaBetaRule.Of(1, stabilizer),
            "alpha-beta" => AlphaBetaRule.Of(2, stabilizer),
            "w-square" => SquaredWeightsRule.WSquare,
            _ => SquaredWeightsRule.Flat,
        };
    }

    /// <summary>What the lower unit k gets of the relevance of the upper unit j.</summary>
    public double Message(int j, int k, double relevance)
    {
        double Sign(double z) => z >= 0 ? 0.01 : -0.01;
        double Contributions(Func<double, double> of) =>
            Enumerable.Range(0, X.Length).Sum(i => of(W(j, i) * X[i])) + of(B[j]);
        var (z, c) = (Contributions(value => value), W(j, k) * X[k]);
        switch (Name)
        {
            case "epsilon":
                return (c + (0.5 * (B[j] + Sign(z)) / X.Length)) / (z + Sign(z)) * relevance;
            case "epsilon-2017":
                return (c + (((0.5 * B[j]) + Sign(z)) / X.Length)) / (z + Sign(z)) * relevance;
            case "gamma":
                double Weighed(double part) => part + (0.25 * (z >= 0 ? Math.Max(part, 0) : Math.Min(part, 0)));
                var all = Contributions(Weighed);
                return Weighed(c) / (all + Sign(all)) * relevance;
            case "gamma-positive":
                double Favoured(double w) => w + (0.25 * Math.Max(w, 0));
                var sum = Enumerable.Range(0, X.Length).Sum(i => Favoured(W(j, i)) * X[i]) + Favoured(B[j]);
                return Favoured(W(j, k)) * X[k] / (sum + Sign(sum)) * relevance;
            case "z-plus" or "alpha-beta":
                var alpha = Name == "z-plus" ? 1 : 2;
                var (up, down) = (
                    Contributions(value => Math.Max(value, 0)),
                    Contributions(value => Math.Min(value, 0))
                );
                return (
                        (alpha * Math.Max(c, 0) / (up + Sign(up)))
                        - ((alpha - 1) * Math.Min(c, 0) / (down + Sign(down)))
                    ) * relevance;
            default:
                double Value(double w) =>
                    Name == "w-square" ? w * w
                    : IsConnected(j, k) ? 1
                    : 0;
                return Value(W(j, k))
                    / Enumerable
                        .Range(0, X.Length)
                        .Sum(i =>
                            Name == "w-square" ? W(j, i) * W(j, i)
                            : IsConnected(j, i) ? 1
                            : 0
                        )
                    * relevance;
        }
    }
}
