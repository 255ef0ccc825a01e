using System.Globalization;
using LrpFunctional.Tests.Cli;
using LrpFunctional.Tests.Reference;

namespace LrpFunctional.Tests.FieldCases;

/// <summary>Numbers that are not finite, whatever asks for them and whatever brings them about.</summary>
public sealed class NumbersThatBreakTests : IDisposable
{
    private const string Overflow = "nan-with-exit-0";
    private const string Options = "gamma-alpha-nan";

    private static readonly string[] Model =
    [
        "--model",
        FieldCase.At(Overflow, "m"),
        "--data",
        FieldCase.At(Overflow, "data.jsonl"),
    ];

    private readonly Sandbox _sandbox = new();

    public void Dispose() => _sandbox.Dispose();

    [Theory]
    [Trait(FieldCase.Trait, Overflow)]
    [InlineData("sentence 1, lrp of 1, float32: the relevance at position 1 is NaN", "explain", "--method", "lrp")]
    [InlineData(
        "sentence 1, gi of 1, float32: the relevance at position 1 is NaN",
        "explain",
        "--method",
        "gi",
        "--pool",
        "step"
    )]
    [InlineData("sentence 1 after 1 of 3 words, gi of", "explain", "--method", "gi", "--prefixes")]
    [InlineData(
        "sentence 1, gi of 1, float32: the relevance at position 1 is NaN",
        "explain",
        "--method",
        "gi",
        "--span",
        "1-2"
    )]
    [InlineData(
        "sentence 1, lrp of 1, float32: the relevance at position 1 is NaN",
        "compare",
        "--method",
        "lrp",
        "--method",
        "gi"
    )]
    public async Task What_overflows_in_float32_is_a_fault_that_names_sentence_method_and_precision(
        string message,
        params string[] arguments
    )
    {
        var result = await LrpCommand.Run([.. arguments, .. Model, "--precision", "float32"]);
        Assert.Equal(2, result.ExitCode);
        Assert.DoesNotContain("NaN", result.StandardOutput, StringComparison.Ordinal);
        Assert.Contains(message, result.StandardError, StringComparison.Ordinal);
        Assert.EndsWith("; compute with --precision float64\n", result.StandardError, StringComparison.Ordinal);
        Assert.Single(result.StandardError, character => character == '\n');
    }

    [Fact]
    [Trait(FieldCase.Trait, Overflow)]
    public async Task The_same_is_explained_in_float64()
    {
        var result = await LrpCommand.Run(["explain", .. Model, "--method", "lrp", "--method", "gi"]);
        Assert.Equal(0, result.ExitCode);
        double[] expected = [0, 0, 3.8584537807707636E+19, 0, 0, 7.674423084771155E-248];
        Close.Relative(
            1e-9,
            expected,
            result
                .StandardOutput.TrimEnd('\n')
                .Split('\n')[1..]
                .Select(row => double.Parse(row.Split(',')[^1], CultureInfo.InvariantCulture))
        );
    }

    [Theory]
    [Trait(FieldCase.Trait, Options)]
    [InlineData("--gamma: it is NaN, where a number from 0 on is expected", "--rule", "gamma", "--gamma", "nan")]
    [InlineData("--gamma: it is -1, where a number from 0 on is expected", "--rule", "gamma-positive", "--gamma", "-1")]
    [InlineData("--alpha: it is NaN, where a number from 1 on is expected", "--rule", "alpha-beta", "--alpha", "nan")]
    [InlineData("--alpha: it is 0.5, where a number from 1 on is expected", "--rule", "alpha-beta", "--alpha", "0.5")]
    [InlineData("--epsilon: it is NaN, where a number from 0 on is expected", "--epsilon", "nan")]
    [InlineData("--epsilon: it is Infinity, where a number from 0 on is expected", "--epsilon", "Infinity")]
    [InlineData("--bias-factor: it is -Infinity, where a number is expected", "--bias-factor", "-Infinity")]
    public async Task A_number_that_no_rule_has_is_refused_alike_in_every_command(
        string message,
        params string[] options
    )
    {
        foreach (var command in new[] { "explain", "compare", "sweep" })
        {
            var result = await LrpCommand.Run([command, "--text", "not good", .. options]);
            Assert.Equal((2, ""), (result.ExitCode, result.StandardOutput));
            Assert.StartsWith($"lrp: {message}; ", result.StandardError, StringComparison.Ordinal);
        }
    }

    [Theory]
    [Trait(FieldCase.Trait, Options)]
    [InlineData(
        "lrp: --deviation: it is NaN, where a number from 0 on is expected",
        "--method",
        "smoothgrad",
        "--deviation",
        "NaN"
    )]
    [InlineData(
        "lrp: --deviation: it is -1, where a number from 0 on is expected",
        "--method",
        "gradient-variance",
        "--deviation",
        "-1"
    )]
    [InlineData(
        "lrp: --samples: it is 0, where a whole number from 1 to 10000000 is expected",
        "--method",
        "limsse",
        "--samples",
        "0"
    )]
    [InlineData(
        "lrp: --exact: it is 21, where a whole number from 0 to 20 is expected",
        "--method",
        "shapley",
        "--exact",
        "21"
    )]
    public async Task A_number_that_no_method_has_is_refused_alike_in_every_command(
        string message,
        params string[] options
    )
    {
        foreach (var command in new[] { "explain", "compare" })
        {
            var result = await LrpCommand.Run([command, "--text", "not good", .. options]);
            Assert.Equal((2, ""), (result.ExitCode, result.StandardOutput));
            Assert.StartsWith(message, result.StandardError, StringComparison.Ordinal);
        }
    }

    [Theory]
    [Trait(FieldCase.Trait, Options)]
    [InlineData("explain", "--rule", "alpha-beta", "--alpha", "1e300")]
    [InlineData("explain", "--bias-factor", "1e308")]
    [InlineData("compare", "--bias-factor", "1e308")]
    [InlineData("sweep", "--bias-factor", "1e308")]
    public async Task A_number_that_is_too_large_is_found_out_by_what_comes_of_it(
        string command,
        params string[] options
    )
    {
        var result = await LrpCommand.Run([command, "--text", "not good", .. options]);
        Assert.Equal(2, result.ExitCode);
        Assert.DoesNotContain("NaN", result.StandardOutput, StringComparison.Ordinal);
        Assert.StartsWith(
            "lrp: sentence 1, lrp of 1, float64: the relevance at position 1 is ",
            result.StandardError,
            StringComparison.Ordinal
        );
        Assert.Contains("choose a larger --epsilon", result.StandardError, StringComparison.Ordinal);
    }

    [Fact]
    [Trait(FieldCase.Trait, Options)]
    public async Task With_its_ledger_the_place_is_named_and_no_table_appears()
    {
        var result = await LrpCommand.Run(
            "explain",
            "--text",
            "not good",
            "--bias-factor",
            "1e308",
            "--ledger",
            _sandbox.At("ledger.csv"),
            "--totals",
            _sandbox.At("totals.csv"),
            "--out",
            _sandbox.At("words.csv")
        );
        Assert.Equal((2, ""), (result.ExitCode, result.StandardOutput));
        Assert.Contains(" (first at layer 0, LeftToRight, step 1); ", result.StandardError, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(_sandbox.At(".")));
    }

    [Fact]
    public async Task Relevances_that_dwarf_the_score_are_said()
    {
        var result = await LrpCommand.Run("explain", "--text", "not a very good film .", "--preset", "lrp-prop");
        Assert.Equal(0, result.ExitCode);
        Assert.Matches(
            @"^lrp: lrp by epsilon\(ε=0.001, δ=0\), prop: relevances dwarf the score, max\|R\| / \|score\| "
                + @"is \S+ in the median and \S+ at most; ",
            result.StandardError
        );
        Assert.Equal(
            "",
            (
                await LrpCommand.Run(
                    "explain",
                    "--text",
                    "not a very good film .",
                    "--preset",
                    "lrp-half",
                    "--epsilon",
                    "0.1"
                )
            ).StandardError
        );
    }
}
