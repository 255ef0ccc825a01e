using System.Globalization;
using LrpFunctional.Tests.Cli;

namespace LrpFunctional.Tests.FieldCases;

/// <summary>What <c>lrp predict</c> says of a case's sentences.</summary>
internal static class Predicted
{
    private const int FirstScore = 3;

    /// <summary>The scores, a row for each sentence; the command must end well and say nothing else.</summary>
    public static async Task<double[][]> Scores(string model, string data, params string[] options)
    {
        var result = await LrpCommand.Run(["predict", "--model", model, "--data", data, .. options]);
        Assert.Equal((0, ""), (result.ExitCode, result.StandardError));
        return
        [
            .. result
                .StandardOutput.Split('\n', StringSplitOptions.RemoveEmptyEntries)
                .Skip(1)
                .Select(row =>
                    row.Split(',')
                        .Skip(FirstScore)
                        .Select(score => double.Parse(score, CultureInfo.InvariantCulture))
                        .ToArray()
                ),
        ];
    }

    /// <summary>Whether two tables of scores are the same but for rounding.</summary>
    public static void Same(double[][] expected, double[][] actual, double tolerance)
    {
        Assert.Equal(expected.Select(row => row.Length), actual.Select(row => row.Length));
        Reference.Close.Absolute(tolerance, expected.SelectMany(row => row), actual.SelectMany(row => row));
    }
}
