using LrpFunctional.Numerics;
using LrpFunctional.Rules;
using LrpFunctional.Tests.Reference;

namespace LrpFunctional.Tests.Rules;

public sealed class ProductRuleTests
{
    private static readonly Matrix Gate = Matrix.Of(1, 4, [0.2, 0.9, 0.5, 0]);
    private static readonly Matrix Signal = Matrix.Of(1, 4, [-0.8, 0.3, -0.5, 0]);
    private static readonly Matrix Relevance = Matrix.Of(1, 4, [1, -2, 3, 4]);

    public static TheoryData<string, double[]> Shares { get; } =
        new()
        {
            { "all", [0, 0, 0, 0] },
            { "half", [0.5, -1, 1.5, 2] },
            { "prop", [0.2 / -0.6, -2 * 0.9 / 1.2, 0, 0] },
            { "abs", [0.2, -2 * 0.9 / 1.2, 1.5, 0] },
        };

    [Theory]
    [MemberData(nameof(Shares))]
    public void Gate_and_signal_share_what_the_product_has(string rule, double[] toGate)
    {
        var product = new[]
        {
            ProductRule.All,
            ProductRule.Half,
            ProductRule.Proportional,
            ProductRule.Absolute,
        }.Single(product => product.Name == rule);
        var (gate, signal) = product.Share(Gate, Signal, Relevance);
        Close.Absolute(1e-15, toGate, gate.Span.ToArray());
        Close.Absolute(
            1e-15,
            Relevance.Span.ToArray(),
            gate.Span.ToArray().Zip(signal.Span.ToArray(), (left, right) => left + right)
        );
    }
}
