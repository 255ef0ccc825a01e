using LrpFunctional.Laboratory;
using LrpFunctional.Passes;

namespace LrpFunctional.Tests.Laboratory;

public sealed class MeanLedgerTests
{
    [Fact]
    public void Parts_are_means_of_absolute_values_and_the_gap_is_what_gates_bias_and_stabilizer_kept_together()
    {
        Ledger[] ledgers =
        [
            new(
                Score: 2,
                Words: 1,
                Initial: -0.5,
                [Entry(bias: 1, stabilizer: 0.25, gates: 0), Entry(bias: 0, stabilizer: 0.25, gates: 0)]
            ),
            new(Score: -4, Words: -1, Initial: 0.5, [Entry(bias: -1, stabilizer: 0.5, gates: -3)]),
        ];
        var mean = ledgers.Aggregate(MeanLedger.None, (sum, ledger) => sum.Add(ledger));
        Assert.Equal(
            new MeanLedger(
                2,
                Score: 3,
                Words: 1,
                Initial: 0.5,
                Gates: 1.5,
                Bias: 1,
                Stabilizer: 0.5,
                ConservationGap: 2.5
            ),
            mean
        );
        Assert.All(ledgers, ledger => Assert.Equal(0, ledger.Gap));
    }

    private static LedgerEntry Entry(double bias, double stabilizer, double gates) =>
        new("dense 0", default, default, 0, 0, bias, stabilizer, gates);
}
