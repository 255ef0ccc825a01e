using System.Globalization;
using LrpFunctional.Tests.Reference;

namespace LrpFunctional.Tests.FieldCases;

/// <summary>The scores that <c>lrp predict</c> writes.</summary>
internal static class FieldScores
{
    /// <summary>How far figures are that were computed before the model's weights were rounded to float32.</summary>
    public const double OfUnroundedWeights = 1e-8;

    /// <summary>The scores are these, a row for each sentence.</summary>
    public static void Equal(double[][] expected, string output, double tolerance = 1e-9)
    {
        var rows = output
            .Split('\n', StringSplitOptions.RemoveEmptyEntries)[1..]
            .Select(row => row.Split(','))
            .ToArray();
        Assert.Equal(expected.Length, rows.Length);
        foreach (var (row, scores) in expected.Zip(rows))
            Close.Relative(
                tolerance,
                row,
                [.. scores[3..].Select(score => double.Parse(score, CultureInfo.InvariantCulture))]
            );
    }
}
