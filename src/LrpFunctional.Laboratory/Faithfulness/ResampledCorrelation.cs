using System.Collections.Immutable;

namespace LrpFunctional.Laboratory.Faithfulness;

/// <summary>
/// Pearson's r of relevances and what they should be, with what it is in each resample of the sequences; 0 for
/// relevances that are all the same.
/// </summary>
/// <param name="Value">r of all sequences, the mean over draws.</param>
/// <param name="Resampled">r resample by resample, in the order in which they were drawn.</param>
/// <param name="Count">Of how many sequences.</param>
internal sealed record ResampledCorrelation(double Value, ImmutableArray<double> Resampled, int Count)
{
    /// <summary>The correlation of relevances and truth.</summary>
    /// <param name="draws">The relevances draw by draw, sequence by sequence.</param>
    /// <param name="truth">What they should be.</param>
    /// <param name="seed">What the resamples come from.</param>
    public static ResampledCorrelation Of(
        ImmutableArray<ImmutableArray<double>> draws,
        ImmutableArray<double> truth,
        int seed
    ) =>
        new(
            draws.Average(draw => CorrelationKernel.Of(draw, truth)),
            [.. CorrelationKernel.Resampled(draws, truth, Bootstrap.Resamples, seed)],
            truth.Length
        );

    /// <summary>r with its 95 % interval by the bootstrap.</summary>
    public Estimate Estimate => Between(Value, Resampled);

    /// <summary>This r − the other's, with the 95 % interval of the paired bootstrap.</summary>
    public Estimate Minus(ResampledCorrelation other) =>
        Between(Value - other.Value, Resampled.Zip(other.Resampled, (one, two) => one - two));

    private Estimate Between(double value, IEnumerable<double> resampled)
    {
        ImmutableArray<double> sorted = [.. resampled.Order()];
        var outside = sorted.Length / 40;
        return new Estimate(value, sorted[outside - 1], sorted[^outside], Count);
    }
}
