using LrpFunctional.Tests.Reference;

namespace LrpFunctional.Tests.Cli;

/// <summary>Beside each file stands how it was made.</summary>
public sealed class RunRecordTests : IDisposable
{
    private readonly Sandbox _sandbox = new();

    public void Dispose() => _sandbox.Dispose();

    [Fact]
    public async Task A_record_that_has_no_place_is_found_out_before_the_work()
    {
        Directory.CreateDirectory(_sandbox.At("words.meta.json"));
        var result = await LrpCommand.Run("explain", "--text", ExplainedText.Text, "--out", _sandbox.At("words.csv"));
        Assert.Equal(2, result.ExitCode);
        Assert.Contains(
            "words.meta.json: the record of a file would be written there",
            result.StandardError,
            StringComparison.Ordinal
        );
        Assert.False(File.Exists(_sandbox.At("words.csv")));
    }

    [Fact]
    public async Task Each_file_says_beside_it_how_it_was_made()
    {
        string[] files =
        [
            "--out",
            _sandbox.At("words.csv"),
            "--scores",
            _sandbox.At("scores.csv"),
            "--ledger",
            _sandbox.At("ledger.csv"),
            "--totals",
            _sandbox.At("totals.csv"),
        ];
        Assert.Equal(
            0,
            (
                await LrpCommand.Run([
                    "explain",
                    "--text",
                    ExplainedText.Text,
                    "--method",
                    "lrp",
                    "--method",
                    "shapley",
                    "--seed",
                    "4",
                    .. files,
                ])
            ).ExitCode
        );
        foreach (var name in new[] { "words", "scores", "ledger", "totals" })
        {
            var meta = File.ReadAllText(_sandbox.At($"{name}.meta.json"));
            Assert.Contains("\"lrp: epsilon(ε=0.001, δ=0), all\"", meta, StringComparison.Ordinal);
            Assert.Contains(
                "\"shapley: exact up to 12 words, 100 orders above, seed 4\"",
                meta,
                StringComparison.Ordinal
            );
        }
    }
}
