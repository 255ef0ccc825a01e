using LrpFunctional.Explanations;
using LrpFunctional.Methods;
using LrpFunctional.Numerics;
using LrpFunctional.Rules;
using LrpFunctional.Tests.Reference;

namespace LrpFunctional.Tests.Readme;

// <example>
public sealed class AbsoluteRuleTests
{
    private const int Upper = 3;
    private const int Lower = 4;
    private static readonly double[] W = [1, -2, 0.5, 3, -1, 0, 2, -0.5, 0, 4, -3, 1],
        X = [0.5, -1, 0, 2],
        B = [1, -0.5, 0],
        R = [2, -1, 3];

    [Fact]
    public void It_is_the_literal_loop_and_loses_nothing()
    {
        var shares = AbsoluteRule.Value.Share(new WeightedSum([new(Matrix.Of(Upper, Lower, [.. W]))], [.. B]))(
            [Matrix.Of(1, Lower, [.. X])],
            Matrix.Zero(1, Upper),
            Matrix.Of(1, Upper, [.. R])
        );
        var expected = new double[Lower + 1]; // the last is the bias
        for (var j = 0; j < Upper; j++)
        {
            double[] parts =
            [
                .. Enumerable.Range(0, Lower).Select(k => Math.Abs(W[(j * Lower) + k] * X[k])),
                Math.Abs(B[j]),
            ];
            for (var k = 0; k <= Lower; k++)
                expected[k] += parts[k] / parts.Sum() * R[j];
        }

        Close.Relative(1e-12, expected, [.. shares.ToInputs[0].Span, shares.ToBias[0, 0]]);
    }

    [Fact]
    public void The_ledger_closes()
    {
        var rules = RuleSet.Of(AbsoluteRule.Value, ProductRule.All, new EpsilonRule(new Stabilizer(0.001), 0));
        var network = RandomNetworks.Create(units: 9, inputSize: 5, classes: 3, directions: 2);
        foreach (
            var explanation in Lrp.WithLedger(rules).Explain(network, RandomNetworks.Sentences(4, 1, 7), Target.All)
        )
            Assert.All(
                explanation.Ledger,
                ledger => Assert.InRange(Math.Abs(ledger.Gap) + Math.Abs(ledger.Widest.Gap), 0, 1e-12)
            );
    }
}

// </example>
