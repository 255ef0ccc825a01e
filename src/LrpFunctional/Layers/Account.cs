using LrpFunctional.Numerics;
using LrpFunctional.Rules;
using LrpFunctional.Sequences;

namespace LrpFunctional.Layers;

/// <summary>
/// What became of the relevance that arrived somewhere: arriving = passed on + bias + stabilizer + gates, one number
/// for each lane (n × 1 each).
/// </summary>
/// <param name="Arriving">What came from above.</param>
/// <param name="Passed">What went on to what lies below.</param>
/// <param name="Bias">What stayed on biases.</param>
/// <param name="Stabilizer">What stayed on stabilizers, or was lost where a divisor is zero.</param>
/// <param name="Gates">What gates received and have nothing below them to send it to.</param>
public sealed record Account(Matrix Arriving, Matrix Passed, Matrix Bias, Matrix Stabilizer, Matrix Gates)
{
    /// <summary>Arriving − passed on − bias − stabilizer − gates: 0 but for rounding.</summary>
    public Matrix Gap => new[] { Passed, Bias, Stabilizer, Gates }.Aggregate(Arriving, (x, y) => x - y);

    /// <summary>The account of some weighted sums, whatever reaches their inputs being passed on as it says.</summary>
    internal static Account Of(Matrix arriving, Matrix passed, params ReadOnlySpan<Shares> sums)
    {
        var (bias, stabilizer) = (Matrix.Zero(arriving.Rows, 1), Matrix.Zero(arriving.Rows, 1));
        foreach (var sum in sums)
            (bias, stabilizer) = (bias + sum.ToBias, stabilizer + sum.ToStabilizer);
        return new Account(arriving, passed, bias, stabilizer, Matrix.Zero(arriving.Rows, 1));
    }

    /// <summary>The account of each lane, given that of each packed row.</summary>
    internal Account OfLanes(Packing packing)
    {
        if (packing.Steps == 1)
            return this;
        return Map(rows => PackedSequences.Sums(rows, packing.Offsets.AsSpan()));
    }

    /// <summary>The same function of each part.</summary>
    internal Account Map(Func<Matrix, Matrix> function) =>
        new(function(Arriving), function(Passed), function(Bias), function(Stabilizer), function(Gates));
}
