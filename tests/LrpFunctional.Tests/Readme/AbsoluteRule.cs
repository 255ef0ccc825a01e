using System.Collections.Immutable;
using LrpFunctional.Rules;

namespace LrpFunctional.Tests.Readme;

// <example>
/// <summary>
/// R_k = Σ_j |w_jk x_k| / (Σ_k |w_jk x_k| + |b_j|) · R_j: nothing cancels, so no relevance is larger than what it came
/// from.
/// </summary>
public static class AbsoluteRule
{
    public static LinearRule Value { get; } =
        new(
            "absolute",
            sum =>
            {
                var (magnitudes, exact) = (sum.Map(weights => weights.Map(Math.Abs)), new Stabilizer(0)); // once for all steps
                return (inputs, _, relevance) =>
                {
                    var strengths = inputs.Select(x => x.Map(Math.Abs)).ToImmutableArray();
                    var z = magnitudes.Of(strengths);
                    var ratio = exact.Ratio(relevance, z);
                    return new Shares(
                        [.. strengths.Zip(magnitudes.Back(ratio), (x, back) => x.Times(back))],
                        magnitudes.OfBias(ratio),
                        exact.Absorbed(relevance, ratio, z)
                    );
                };
            }
        );
}

// </example>
