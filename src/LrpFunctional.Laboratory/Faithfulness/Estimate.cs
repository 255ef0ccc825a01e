namespace LrpFunctional.Laboratory.Faithfulness;

/// <summary>A mean and how far it can be trusted.</summary>
/// <param name="Mean">The mean.</param>
/// <param name="Low">The lower end of its 95 % interval.</param>
/// <param name="High">The upper end.</param>
/// <param name="Count">Of how many sentences or documents.</param>
public sealed record Estimate(double Mean, double Low, double High, int Count)
{
    // What sums of shares miss zero by.
    private const double Rounding = 1e-12;

    /// <summary>Whether the interval does not cover 0: a difference is then called significant.</summary>
    public bool IsAwayFromZero => Low > Rounding || High < -Rounding;
}
