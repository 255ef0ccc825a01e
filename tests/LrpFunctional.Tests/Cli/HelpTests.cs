using System.Text.RegularExpressions;

namespace LrpFunctional.Tests.Cli;

/// <summary>Whoever does not know a command asks it for help.</summary>
public sealed partial class HelpTests
{
    [Fact]
    public async Task Each_command_helps_whatever_it_requires()
    {
        var help = (await LrpCommand.Run("--help")).StandardOutput;
        var listed = help.Split("Commands:\n")[1].Split("\n\n")[0];
        string[] commands = [.. Command().Matches(listed).Select(name => name.Value)];
        Assert.Equal(["diff", "merge", "train"], commands.Intersect(["merge", "diff", "train"]).Order());
        foreach (var command in commands)
        {
            var result = await LrpCommand.Run(command, "--help");
            Assert.Equal((0, ""), (result.ExitCode, result.StandardError));
            Assert.Contains($"  lrp {command} ", result.StandardOutput, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task What_is_required_is_asked_for_where_no_help_is()
    {
        var result = await LrpCommand.Run("merge", "shards");
        Assert.Equal(2, result.ExitCode);
        Assert.StartsWith("lrp: --out is not given", result.StandardError, StringComparison.Ordinal);
    }

    [GeneratedRegex(@"(?<=^  )[a-z-]+", RegexOptions.Multiline)]
    private static partial Regex Command();
}
