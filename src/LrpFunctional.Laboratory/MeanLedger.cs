using LrpFunctional.Passes;

namespace LrpFunctional.Laboratory;

/// <summary>Where scores went over a data set: the means of the absolute values of each part of many ledgers.</summary>
/// <param name="Ledgers">How many ledgers.</param>
/// <param name="Score">Mean |score|.</param>
/// <param name="Words">Mean |Σ words|.</param>
/// <param name="Initial">Mean |initial states|, the leftover.</param>
/// <param name="Gates">Mean |gates|.</param>
/// <param name="Bias">Mean |bias|.</param>
/// <param name="Stabilizer">Mean |stabilizer|.</param>
/// <param name="ConservationGap">Mean |score − Σ words − initial states|: what gates, bias and stabilizer kept
/// together.</param>
public sealed record MeanLedger(
    int Ledgers,
    double Score,
    double Words,
    double Initial,
    double Gates,
    double Bias,
    double Stabilizer,
    double ConservationGap
)
{
    /// <summary>No ledger yet.</summary>
    public static MeanLedger None { get; } = new(0, 0, 0, 0, 0, 0, 0, 0);

    /// <summary>With one more ledger.</summary>
    public MeanLedger Add(Ledger ledger)
    {
        var count = Ledgers + 1;
        double With(double mean, double part) => mean + ((Math.Abs(part) - mean) / count);
        return new MeanLedger(
            count,
            With(Score, ledger.Score),
            With(Words, ledger.Words),
            With(Initial, ledger.Initial),
            With(Gates, ledger.Gates),
            With(Bias, ledger.Bias),
            With(Stabilizer, ledger.Stabilizer),
            With(ConservationGap, ledger.Score - ledger.Words - ledger.Initial)
        );
    }
}
