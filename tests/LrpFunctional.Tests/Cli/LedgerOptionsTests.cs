using System.Text.Json;
using LrpFunctional.Tests.Reference;

namespace LrpFunctional.Tests.Cli;

/// <summary>Which rule was it, and does it add up?</summary>
public sealed class LedgerOptionsTests : IDisposable
{
    private readonly Sandbox _sandbox = new();

    public void Dispose() => _sandbox.Dispose();

    [Fact]
    public async Task The_account_of_a_score_closes_and_is_written_place_by_place()
    {
        var result = await LrpCommand.Run(
            "explain", "--text", "not very good .", "--rule", "gamma", "--product", "abs", "--ledger", _sandbox.At("ledger.csv"), "--strict", "1e-9", "--out", _sandbox.At("words.csv"));
        Assert.Equal((0, ""), (result.ExitCode, result.StandardError));
        var rows = File.ReadAllLines(_sandbox.At("ledger.csv"));
        Assert.Equal("sentence,target,place,direction,step,arriving,passed,initial,gates,bias,stabilizer,gap", rows[0]);

        // The whole account, the output, the reading, and four steps of two cells.
        Assert.Equal(1 + 3 + 8, rows.Length);
        var whole = rows[1].Split(',')[5..].Select(number => double.Parse(number, System.Globalization.CultureInfo.InvariantCulture)).ToArray();
        Assert.InRange(whole[0] - whole[1..^1].Sum(), -1e-9, 1e-9);
        var words = File.ReadLines(_sandbox.At("words.csv")).Skip(1).Sum(row => double.Parse(row.Split(',')[^1], System.Globalization.CultureInfo.InvariantCulture));
        Assert.InRange(words - whole[1], -1e-9, 1e-9);
    }

    [Fact]
    public async Task An_account_that_misses_more_than_is_allowed_fails_the_run_and_names_the_place()
    {
        var result = await LrpCommand.Run("explain", "--text", "not very good .", "--strict", "1e-25", "--out", _sandbox.At("words.csv"));
        Assert.Equal(1, result.ExitCode);
        Assert.Matches(@"sentence 1, target \d: the account of its score does not close, .* layer 0, \w+, step \d", result.StandardError);
        Assert.False(File.Exists(_sandbox.At("words.csv")));
    }

    [Fact]
    public async Task A_file_of_relevances_says_beside_it_how_it_was_made()
    {
        var result = await LrpCommand.Run("explain", "--text", "good", "--rule", "alpha-beta", "--alpha", "2", "--target", "3", "--out", _sandbox.At("words.csv"));
        Assert.Equal(0, result.ExitCode);
        using var meta = JsonDocument.Parse(File.ReadAllText(_sandbox.At("words.meta.json")));
        Assert.Equal("alpha-beta(α=2, β=1, ε=0.001), all", meta.RootElement.GetProperty("methods").GetProperty("lrp").GetString());
        Assert.Equal("3", meta.RootElement.GetProperty("target").GetString());
        Assert.Equal(64, meta.RootElement.GetProperty("model_sha256").GetString()!.Length);
        string[] arguments = [.. meta.RootElement.GetProperty("arguments").EnumerateArray().Select(argument => argument.GetString()!)];
        var first = File.ReadAllText(_sandbox.At("words.csv"));
        Assert.Equal(0, (await LrpCommand.Run(arguments)).ExitCode);
        Assert.Equal(first, File.ReadAllText(_sandbox.At("words.csv")));
    }
}
