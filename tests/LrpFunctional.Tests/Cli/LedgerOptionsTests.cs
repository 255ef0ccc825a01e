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
            "explain",
            "--text",
            "not very good .",
            "--rule",
            "gamma",
            "--product",
            "abs",
            "--ledger",
            _sandbox.At("ledger.csv"),
            "--strict",
            "1e-9",
            "--out",
            _sandbox.At("words.csv")
        );
        Assert.Equal((0, ""), (result.ExitCode, result.StandardError));
        var rows = File.ReadAllLines(_sandbox.At("ledger.csv"));
        Assert.Equal(
            "sentence,target,place,direction,step,position,arriving,passed,initial,gates,bias,stabilizer,gap",
            rows[0]
        );

        // The whole account, the output, the reading, and four steps of two cells.
        Assert.Equal(1 + 3 + 8, rows.Length);
        var whole = rows[1]
            .Split(',')[6..]
            .Select(number => double.Parse(number, System.Globalization.CultureInfo.InvariantCulture))
            .ToArray();
        Assert.InRange(whole[0] - whole[1..^1].Sum(), -1e-9, 1e-9);
        var words = File.ReadLines(_sandbox.At("words.csv"))
            .Skip(1)
            .Sum(row => double.Parse(row.Split(',')[^1], System.Globalization.CultureInfo.InvariantCulture));
        Assert.InRange(words - whole[1], -1e-9, 1e-9);
    }

    [Fact]
    public async Task A_step_in_reading_order_says_which_word_of_the_table_it_read()
    {
        Assert.Equal(
            0,
            (
                await LrpCommand.Run(
                    "explain",
                    "--text",
                    "not very good",
                    "--ledger",
                    _sandbox.At("ledger.csv"),
                    "--out",
                    _sandbox.At("words.csv")
                )
            ).ExitCode
        );
        var places = File.ReadLines(_sandbox.At("ledger.csv"))
            .Skip(1)
            .Select(row => string.Join(' ', row.Split(',')[2..6]).TrimEnd());
        Assert.Equal(
            [
                "score",
                "dense 0",
                "reading",
                "layer 0 LeftToRight 2 3",
                "layer 0 LeftToRight 1 2",
                "layer 0 LeftToRight 0 1",
                "layer 0 RightToLeft 2 1",
                "layer 0 RightToLeft 1 2",
                "layer 0 RightToLeft 0 3",
            ],
            places
        );
    }

    [Fact]
    public async Task An_account_that_misses_more_than_is_allowed_fails_the_run_and_names_the_place()
    {
        var result = await LrpCommand.Run(
            "explain",
            "--text",
            "not very good .",
            "--strict",
            "1e-25",
            "--out",
            _sandbox.At("words.csv")
        );
        Assert.Equal(1, result.ExitCode);
        Assert.Matches(
            @"sentence 1, target \d: the account of its score does not close, .* layer 0, \w+, step \d",
            result.StandardError
        );
        Assert.False(File.Exists(_sandbox.At("words.csv")));
    }

    [Fact]
    public async Task A_file_of_relevances_says_beside_it_how_it_was_made()
    {
        var result = await LrpCommand.Run(
            "explain",
            "--text",
            "good",
            "--rule",
            "alpha-beta",
            "--alpha",
            "2",
            "--target",
            "3",
            "--out",
            _sandbox.At("words.csv")
        );
        Assert.Equal(0, result.ExitCode);
        using var meta = JsonDocument.Parse(File.ReadAllText(_sandbox.At("words.meta.json")));
        Assert.Equal("lrp: alpha-beta(α=2, β=1, ε=0.001), all", meta.RootElement.GetProperty("methods")[0].GetString());
        Assert.Equal("3", meta.RootElement.GetProperty("target").GetString());
        Assert.Equal(64, meta.RootElement.GetProperty("network_sha256").GetString()!.Length);
        string[] arguments =
        [
            .. meta.RootElement.GetProperty("arguments").EnumerateArray().Select(argument => argument.GetString()!),
        ];
        var first = File.ReadAllText(_sandbox.At("words.csv"));
        File.Delete(_sandbox.At("words.csv"));
        var again = await LrpCommand.Command(arguments).WithWorkingDirectory(_sandbox.Root).ExecuteAsync();
        Assert.Equal(0, again.ExitCode);
        Assert.Equal(first, File.ReadAllText(_sandbox.At("words.csv")));
    }

    [Fact]
    public async Task Rules_are_named_place_by_place_and_the_file_beside_says_where_each_applied()
    {
        const string Gamma = "gamma(γ=0.25, ε=0.001)";
        const string Epsilon = "epsilon(ε=0.001, δ=0)";
        string[] stack =
        [
            "--model",
            Sandbox.Fixture("Origins", "stacked2_gru", "model.safetensors"),
            "--rule",
            "gamma",
            "--rule",
            "output=epsilon",
            "--rule",
            "layer0.candidate=flat",
        ];
        Assert.Equal(
            $"output: {Epsilon}; layer0.candidate: flat; layer0.state: {Gamma}; layer0.product: all; "
                + $"layer1.candidate: {Gamma}; layer1.state: {Gamma}; layer1.gates: {Gamma}; layer1.product: half",
            await RulesOf(["--data", _sandbox.Write("ids.txt", "1\n"), .. stack, "--product", "layer1=half"])
        );
        Assert.Equal(
            "epsilon(ε=0.01, δ=0), all",
            await RulesOf([
                "--text",
                "good",
                "--rule",
                "state=epsilon",
                "--rule",
                "gates=flat",
                "--product",
                "all",
                "--epsilon",
                "0.01",
            ])
        );
        Assert.Equal(
            "epsilon(ε=0.01, δ=1), all",
            await RulesOf(["--text", "good", "--preset", "lrp-conserving", "--epsilon", "0.01"])
        );
        Assert.Equal(
            "epsilon(ε=0.001, δ=1), abs",
            await RulesOf(["--text", "good", "--preset", "lrp-abs", "--bias-factor", "1"])
        );
    }

    [Fact]
    public async Task Rules_for_no_place_or_twice_for_one_are_refused_all_at_once()
    {
        var result = await LrpCommand.Run(
            "explain",
            "--text",
            "good",
            "--rule",
            "layer1.candidate=gamma",
            "--rule",
            "gate=gamma",
            "--rule",
            "state=flat",
            "--rule",
            "state=gamma",
            "--rule",
            "gama",
            "--product",
            "layer0=none"
        );
        Assert.Equal(2, result.ExitCode);
        Assert.Equal("", result.StandardOutput);
        Assert.Equal(5, result.StandardError.TrimEnd().Split('\n').Length);
        Assert.Contains(
            "--rule layer1.candidate=gamma: this network has no place \"layer1.candidate\"; name one of "
                + "output, candidate, state, gates, layer0.candidate",
            result.StandardError,
            StringComparison.Ordinal
        );
        Assert.Contains(
            "--rule gate=gamma: this network has no place \"gate\"",
            result.StandardError,
            StringComparison.Ordinal
        );
        Assert.Contains(
            "--rule state=gamma: state has a rule already, flat",
            result.StandardError,
            StringComparison.Ordinal
        );
        Assert.Contains("--rule gama: there is no rule \"gama\"", result.StandardError, StringComparison.Ordinal);
        Assert.Contains(
            "--product layer0=none: there is no rule \"none\"; name one of all, half, prop, abs",
            result.StandardError,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task Normalisations_have_a_rule_of_their_own_where_a_network_has_one()
    {
        const string Epsilon = "epsilon(ε=0.001, δ=0)";
        string[] normalised = ["--model", Sandbox.Fixture("TorchCompositions", "heads"), "--text", "1 2 1"];
        Assert.Equal($"{Epsilon}, all", await RulesOf([.. normalised, "--rule", "normalisation=identity"]));
        Assert.Equal(
            $"{Epsilon}, all; normalisation: {Epsilon}",
            await RulesOf([.. normalised, "--rule", "normalisation=epsilon"])
        );
        Assert.Equal(
            $"{Epsilon}, all; normalisation: gamma(γ=0.5, ε=0.001)",
            await RulesOf([.. normalised, "--rule", "normalisation=gamma", "--gamma", "0.5"])
        );
        var refused = await LrpCommand.Run([
            "explain",
            .. normalised,
            "--rule",
            "normalisation=halt",
            "--rule",
            "output=identity",
        ]);
        Assert.Equal(2, refused.ExitCode);
        Assert.Contains(
            "--rule normalisation=halt: there is no rule \"halt\"; name one of identity, epsilon",
            refused.StandardError,
            StringComparison.Ordinal
        );
        Assert.Contains(
            "--rule output=identity: there is no rule \"identity\"; name one of epsilon",
            refused.StandardError,
            StringComparison.Ordinal
        );
        var plain = await LrpCommand.Run("explain", "--text", "good", "--rule", "normalisation=epsilon");
        Assert.Equal(2, plain.ExitCode);
        Assert.Contains(
            "--rule normalisation=epsilon: this network has no place \"normalisation\"",
            plain.StandardError,
            StringComparison.Ordinal
        );
    }

    [Theory]
    [InlineData("heads", "attention", "; attention: attnlrp")]
    [InlineData("heads", "layer1.attention", "layer1.product: all; layer1.attention: attnlrp")]
    [InlineData("attended", "attention", "; attention: attnlrp; reading: attnlrp")]
    [InlineData("attended", "reading.attention", "; reading: attnlrp")]
    public async Task Attentions_have_a_rule_of_their_own_where_a_network_has_one(
        string model,
        string place,
        string named
    )
    {
        string[] given = ["--model", Sandbox.Fixture("TorchCompositions", model), "--text", "1 2 1"];
        string[] rule = ["--rule", $"{place}=attnlrp", "--epsilon", "0.1", "--strict", "1e-9"];
        Assert.Contains(named, await RulesOf([.. given, .. rule]), StringComparison.Ordinal);
        Assert.Equal(
            "epsilon(ε=0.1, δ=0), all",
            await RulesOf([.. given, "--rule", $"{place}=gates", "--epsilon", "0.1"])
        );
        var refused = await LrpCommand.Run(["explain", .. given, "--rule", $"{place}=epsilon"]);
        Assert.Equal(2, refused.ExitCode);
        Assert.Contains(
            $"--rule {place}=epsilon: there is no rule \"epsilon\"; name one of gates, attnlrp at {place}",
            refused.StandardError,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task A_preset_says_all_rules_and_bears_no_others_beside_it()
    {
        var result = await LrpCommand.Run("explain", "--text", "good", "--preset", "lrp-half", "--product", "abs");
        Assert.Equal(2, result.ExitCode);
        Assert.Contains("--preset: lrp-half says all rules", result.StandardError, StringComparison.Ordinal);
    }

    private async Task<string> RulesOf(params string[] arguments)
    {
        var result = await LrpCommand.Run(["explain", .. arguments, "--out", _sandbox.At("rules.csv")]);
        Assert.Equal((0, ""), (result.ExitCode, result.StandardError));
        using var meta = JsonDocument.Parse(File.ReadAllText(_sandbox.At("rules.meta.json")));
        return meta.RootElement.GetProperty("methods")[0].GetString()!["lrp: ".Length..];
    }
}
