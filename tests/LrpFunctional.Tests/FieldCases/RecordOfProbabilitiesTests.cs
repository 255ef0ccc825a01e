using LrpFunctional.Tests.Cli;

namespace LrpFunctional.Tests.FieldCases;

/// <summary>Records of a right model that hold something else than its scores.</summary>
public sealed class RecordOfProbabilitiesTests
{
    [Theory]
    [InlineData("softmax", "come about with \"probabilities\": \"softmax\": say so in config.json")]
    [InlineData("sigmoid", "come about with \"probabilities\": \"sigmoid\": say so in config.json")]
    [InlineData("log_softmax", "the record holds logarithms of probabilities")]
    [InlineData("packed", "its sequences end before their last steps of id 0: record the array lengths too")]
    [Trait(FieldCase.Trait, "record-of-probabilities")]
    public async Task What_the_record_holds_is_found_out(string record, string words)
    {
        var result = await Verify(record);
        Assert.Equal(2, result.ExitCode);
        Assert.Contains(
            words,
            Assert.Single(result.StandardError.Split('\n', StringSplitOptions.RemoveEmptyEntries)),
            StringComparison.Ordinal
        );
    }

    [Theory]
    [InlineData("scores")]
    [InlineData("packed_lengths")]
    [Trait(FieldCase.Trait, "record-of-probabilities")]
    public async Task Scores_and_a_record_with_lengths_agree(string record)
    {
        var result = await Verify(record);
        Assert.Equal((0, ""), (result.ExitCode, result.StandardError));
        Assert.StartsWith("4 outputs of 2 sequences agree", result.StandardOutput, StringComparison.Ordinal);
    }

    private static Task<CliWrap.Buffered.BufferedCommandResult> Verify(string record) =>
        LrpCommand.Run(
            "verify-model",
            FieldCase.At("record-of-probabilities", "m"),
            "--against",
            FieldCase.At("record-of-probabilities", $"{record}.npz")
        );
}
