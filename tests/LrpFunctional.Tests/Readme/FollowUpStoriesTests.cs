using System.Globalization;
using System.Text.RegularExpressions;
using CliWrap.Buffered;
using LrpFunctional.Tests.Reference;

namespace LrpFunctional.Tests.Readme;

/// <summary>The stories of the papers that follow up: each command gives the rows that stand behind it.</summary>
public sealed partial class FollowUpStoriesTests : IDisposable
{
    private readonly Sandbox _sandbox = new();

    public void Dispose() => _sandbox.Dispose();

    [Theory]
    [InlineData("therapy.csv", "therapy.h5", "therapy.jsonl")]
    [InlineData("voxels.csv", "scan.h5", "scan.npy")]
    public async Task A_story_gives_the_rows_that_it_tells(string table, params string[] files)
    {
        foreach (var file in files)
            File.Copy(Sandbox.Fixture("FollowUps", file), _sandbox.At(file));
        var story = Story()
            .Matches(Documents.Text(Documents.FollowUps))
            .Single(told => told.Groups["table"].Value == table);
        string[] arguments =
        [
            .. story.Groups["command"].Value.Split([' ', '\n', '\\'], StringSplitOptions.RemoveEmptyEntries),
        ];
        var result = await Cli.LrpCommand.Command(arguments).WithWorkingDirectory(_sandbox.Root).ExecuteBufferedAsync();
        Assert.Equal("", result.StandardError);
        int Line(string group) => int.Parse(story.Groups[group].Value, CultureInfo.InvariantCulture);
        var (first, last) = (Line("first"), Line("last"));
        Assert.Equal(
            story.Groups["rows"].Value.Trim().Split('\n'),
            File.ReadAllLines(_sandbox.At(table))[(first - 1)..last]
        );
    }

    [GeneratedRegex(
        @"\$ lrp (?<command>explain [^$]*)\n\$ sed -n (?<first>\d+),(?<last>\d+)p (?<table>\S+)\n(?<rows>(?:\d.*\n)+)```"
    )]
    private static partial Regex Story();
}
