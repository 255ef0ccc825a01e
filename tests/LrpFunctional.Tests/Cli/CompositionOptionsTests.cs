using LrpFunctional.Tests.Reference;

namespace LrpFunctional.Tests.Cli;

/// <summary>Models whose layers are put together in other ways, and those that give scores at each step.</summary>
public sealed class CompositionOptionsTests
{
    private static string Tagger => Sandbox.Fixture("KerasCompositions", "tagger.keras");

    [Fact]
    public async Task What_a_model_is_put_together_from_is_told_layer_by_layer()
    {
        var skip = await LrpCommand.Run("info", "--model", Sandbox.Fixture("KerasCompositions", "skip.keras"));
        Assert.Contains("join 0", skip.StandardOutput, StringComparison.Ordinal);
        Assert.Contains("reads dense 0 and layer 0", skip.StandardOutput, StringComparison.Ordinal);
        Assert.Contains("scores         one vector", skip.StandardOutput, StringComparison.Ordinal);
        var tagger = await LrpCommand.Run("info", "--model", Tagger);
        Assert.Contains("scores         a vector at each step", tagger.StandardOutput, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_tagger_is_explained_at_a_step_counted_from_either_end()
    {
        string[] explain = ["explain", "--model", Tagger, "--text", "3 1 4 1", "--target", "all", "--out", "-"];
        var last = await LrpCommand.Run([.. explain, "--position", "last"]);
        Assert.Equal(0, last.ExitCode);
        Assert.Equal(1 + (3 * 4), last.StandardOutput.Trim().Split('\n').Length);
        foreach (var position in new[] { "-1", "4" })
            Assert.Equal(
                last.StandardOutput,
                (await LrpCommand.Run([.. explain, "--position", position])).StandardOutput
            );
        var first = await LrpCommand.Run([.. explain, "--position", "1"]);
        Assert.NotEqual(last.StandardOutput, first.StandardOutput);
    }

    [Fact]
    public async Task All_steps_of_a_tagger_are_explained_one_after_the_other()
    {
        string[] explain = ["explain", "--model", Tagger, "--text", "3 1 4 1", "--text", "2 5", "--out", "-"];
        var all = await LrpCommand.Run([.. explain, "--position", "all", "--target", "1"]);
        Assert.Equal("", all.StandardError);
        var rows = Rows(all.StandardOutput);
        Assert.Equal((4 * 4) + (2 * 2), rows.Length);
        string[] one = ["explain", "--model", Tagger, "--text", "3 1 4 1", "--out", "-"];
        foreach (var position in Enumerable.Range(1, 4))
        {
            var alone = await LrpCommand.Run([.. one, "--target", $"{position}:1"]);
            Assert.Equal("", alone.StandardError);
            Assert.Equal(
                Rows(alone.StandardOutput),
                rows.Where(row => row.StartsWith("1,", StringComparison.Ordinal) && row.Contains($",{position}:1,"))
            );
            var plain = await LrpCommand.Run([.. one, "--target", "1", "--position", $"{position}"]);
            Assert.Equal(
                Rows(alone.StandardOutput),
                Rows(plain.StandardOutput).Select(row => row.Replace(",1,lrp,", $",{position}:1,lrp,"))
            );
        }
    }

    [Theory]
    [InlineData("explain", "where --prefixes goes with one step", "--position", "all", "--prefixes")]
    [InlineData("explain", "where --scores goes with one step", "--position", "all", "--scores", "-")]
    [InlineData("predict", "where one step is expected of this command", "--position", "all")]
    [InlineData("explain", "and --target names position 2", "--position", "1", "--target", "2:0")]
    [InlineData("explain", "where a step from 1 is expected before the colon", "--target", "x:0")]
    [InlineData("explain", "a sequence of 4 steps has no position 9", "--target", "9:0")]
    public async Task What_does_not_go_with_a_step_or_all_is_refused(
        string command,
        string problem,
        params string[] options
    )
    {
        var refused = await LrpCommand.Run([command, "--model", Tagger, "--text", "3 1 4 1", .. options]);
        Assert.Equal(2, refused.ExitCode);
        Assert.Contains(problem, refused.StandardError, StringComparison.Ordinal);
    }

    private static string[] Rows(string table) => table.Trim().Split('\n')[1..];

    [Theory]
    [InlineData("", "it is not said which are meant")]
    [InlineData("0", "a step from 1, one back from -1, or last is expected")]
    [InlineData("middle", "it is \"middle\"")]
    [InlineData("5", "a sequence of 4 steps has no position 5")]
    public async Task A_step_that_is_none_is_refused(string position, string problem)
    {
        string[] predict = ["predict", "--model", Tagger, "--text", "3 1 4 1"];
        var refused = await LrpCommand.Run(position == "" ? predict : [.. predict, "--position", position]);
        Assert.Equal(2, refused.ExitCode);
        Assert.Contains(problem, refused.StandardError, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_model_with_one_vector_of_scores_has_no_steps_to_choose()
    {
        var refused = await LrpCommand.Run("predict", "--text", "good", "--position", "1");
        Assert.Equal(2, refused.ExitCode);
        Assert.Contains(
            "--position: the model gives one vector of scores",
            refused.StandardError,
            StringComparison.Ordinal
        );
    }
}
