using System.Text.RegularExpressions;
using CliWrap.Buffered;
using LrpFunctional.Tests.Reference;

namespace LrpFunctional.Tests.Readme;

/// <summary>The story of the formats' document from PyTorch to the relevances, as it is told there.</summary>
public sealed partial class StoryTests
{
    [Fact]
    public async Task A_network_of_your_own_is_explained_from_its_onnx_file()
    {
        var story = Story().Match(Documents.Text(Documents.Formats));
        Assert.True(story.Success);
        using var sandbox = new Sandbox();
        foreach (var file in new[] { "model.onnx", "vocab.txt", "config.json", "sentences.txt" })
            File.Copy(Sandbox.Fixture("Origins", "story", file), sandbox.At(file));
        var result = await Cli
            .LrpCommand.Command(
                "explain",
                "--model",
                "model.onnx",
                "--data",
                "sentences.txt",
                "--format",
                "text",
                "--out",
                "relevances.csv"
            )
            .WithWorkingDirectory(sandbox.Root)
            .ExecuteBufferedAsync();
        Assert.Equal(0, result.ExitCode);
        var rows = File.ReadAllLines(sandbox.At("relevances.csv"));
        Assert.Contains(story.Groups["rows"].Value.TrimEnd(), string.Join('\n', rows), StringComparison.Ordinal);

        // "not" turns the third sentence round, and the CSV says so.
        var words = rows.Select(row => row.Split(','))
            .Where(row => row[0] == "3")
            .ToDictionary(
                row => row[2],
                row => double.Parse(row[^1], System.Globalization.CultureInfo.InvariantCulture)
            );
        Assert.Equal("not", words.MaxBy(word => word.Value).Key);
    }

    [GeneratedRegex(
        @"\$ lrp explain --model model\.onnx .*\n\$ sed -n 14,19p relevances\.csv\n(?<rows>(?:3,.*\n)+)```"
    )]
    private static partial Regex Story();
}
