using System.Globalization;

namespace LrpFunctional.Tests.Cli;

/// <summary>One text, and the rows that <c>lrp explain</c> writes of it.</summary>
internal static class ExplainedText
{
    public const string Text = "not a very good film .";

    /// <summary>The cells of each row below the header; the command must end well and say nothing else.</summary>
    public static async Task<string[][]> Rows(params string[] arguments)
    {
        var result = await LrpCommand.Run(["explain", "--text", Text, .. arguments]);
        Assert.Equal((0, ""), (result.ExitCode, result.StandardError));
        return [.. result.StandardOutput.TrimEnd('\n').Split('\n').Skip(1).Select(row => row.Split(','))];
    }

    /// <summary>The relevance, which stands last.</summary>
    public static double Number(string[] cells) => double.Parse(cells[^1], CultureInfo.InvariantCulture);
}
