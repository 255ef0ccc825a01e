using System.Collections.Immutable;
using LrpFunctional.Numerics;

namespace LrpFunctional.Rules;

/// <summary>
/// z = P x⁺ + N x⁻ + b, with weights P for what is positive and N for what is negative of the inputs.
/// </summary>
/// <param name="OfPositive">P and b.</param>
/// <param name="OfNegative">N, without a bias.</param>
internal sealed record SignedSum(WeightedSum OfPositive, WeightedSum OfNegative)
{
    /// <summary>P = f(W), b = f(b) and N = g(W), f and g working element by element.</summary>
    public static SignedSum Of(WeightedSum sum, Func<Matrix, Matrix> f, Func<Matrix, Matrix> g) =>
        new(sum.Map(f), sum.Map(g) with { Bias = [] });

    /// <summary>R shared out in proportion to what each input adds to z, by the epsilon rule with δ = 0.</summary>
    /// <param name="stabilizer">What keeps the division from zero.</param>
    /// <param name="above">x⁺ of each connection.</param>
    /// <param name="below">x⁻ of each connection.</param>
    /// <param name="relevance">R.</param>
    public Shares Share(
        Stabilizer stabilizer,
        ImmutableArray<Matrix> above,
        ImmutableArray<Matrix> below,
        Matrix relevance
    )
    {
        var z = OfPositive.Of(above) + OfNegative.Of(below);
        var ratio = stabilizer.Ratio(relevance, z);
        IEnumerable<Matrix> Back(WeightedSum sum, ImmutableArray<Matrix> inputs) =>
            inputs.Zip(sum.Back(ratio), (x, y) => x.Times(y));
        return new Shares(
            [.. Back(OfPositive, above).Zip(Back(OfNegative, below), (x, y) => x + y)],
            OfPositive.OfBias(ratio),
            stabilizer.Absorbed(relevance, ratio, z)
        );
    }
}
