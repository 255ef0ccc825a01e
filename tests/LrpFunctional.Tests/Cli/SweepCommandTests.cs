using System.Collections.Immutable;
using System.Globalization;
using LrpFunctional.Explanations;
using LrpFunctional.Formats.Sentences;
using LrpFunctional.Laboratory;
using LrpFunctional.Methods;
using LrpFunctional.Rules;
using LrpFunctional.Tests.Reference;

namespace LrpFunctional.Tests.Cli;

/// <summary>Which ε, and which rule?</summary>
public sealed class SweepCommandTests : IDisposable
{
    private const string Header =
        "rule,product,epsilon,bias_factor,gamma,alpha,explanations,score,words,initial,gates,bias,stabilizer,gap,gap_of_score,rank_correlation_others,rank_correlation_default";

    private const string Sentences =
        "2\tnot | very | good | .\n4\ta | film\n3\tfilm\n1\tthe | plot | is | thin | , | but | the | acting "
        + "| is | superb | .\n";

    private readonly Sandbox _sandbox = new();

    public void Dispose() => _sandbox.Dispose();

    [Theory]
    [InlineData(
        "--gamma: it is a number of the rule gamma or gamma-positive, which applies nowhere",
        "--gamma",
        "0.1",
        "0.5"
    )]
    [InlineData("Unrecognized command or argument '--quantity'", "--quantity", "probability")]
    public async Task What_says_nothing_about_the_settings_is_refused(string message, params string[] arguments)
    {
        var result = await LrpCommand.Run(["sweep", "--text", "not very good .", .. arguments]);
        Assert.Equal((2, ""), (result.ExitCode, result.StandardOutput));
        Assert.Contains(message, result.StandardError, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Each_setting_has_the_means_of_its_ledgers_and_its_agreement_with_the_others()
    {
        var data = _sandbox.Write("data.txt", Sentences);
        var result = await LrpCommand.Run(
            "sweep",
            "--data",
            data,
            "--target",
            "all",
            "--epsilon",
            "0.01",
            "0.5",
            "--bias-factor",
            "0.25",
            "--out",
            _sandbox.At("sweep.csv")
        );
        Assert.Equal((0, ""), (result.ExitCode, result.StandardError));
        var rows = File.ReadAllLines(_sandbox.At("sweep.csv"));
        Assert.Equal(Header, rows[0]);
        Assert.Equal(
            ["epsilon,all,0.01,0.25,,,20", "epsilon,all,0.5,0.25,,,20"],
            rows[1..].Select(row => string.Join(',', row.Split(',')[..7]))
        );

        var network = DefaultModel.Network;
        ImmutableArray<Method> methods =
        [
            Lrp.WithLedger(RuleSet.Epsilon(0.01, 0.25)),
            Lrp.WithLedger(RuleSet.Epsilon(0.5, 0.25)),
            Lrp.WithLedger(RuleSet.Default),
        ];
        var explanations = Pipelines
            .Explain(methods, network, SentenceFormat.Tokens.ReadFile(Repository.At("model"), data), Target.All)
            .ToArray();
        var agreements = explanations.Aggregate(AgreementTable.Among(3), (sum, ofSentence) => sum.Add(ofSentence));
        foreach (var setting in new[] { 0, 1 })
        {
            var ledgers = explanations
                .SelectMany(ofSentence => ofSentence.Skip(5 * setting).Take(5))
                .Select(explanation => explanation.Ledger.IfNone(() => throw new InvalidOperationException()))
                .ToArray();
            double[] means =
            [
                ledgers.Average(ledger => Math.Abs(ledger.Score)),
                ledgers.Average(ledger => Math.Abs(ledger.Words)),
                ledgers.Average(ledger => Math.Abs(ledger.Initial)),
                ledgers.Average(ledger => Math.Abs(ledger.Gates)),
                ledgers.Average(ledger => Math.Abs(ledger.Bias)),
                ledgers.Average(ledger => Math.Abs(ledger.Stabilizer)),
                ledgers.Average(ledger => Math.Abs(ledger.Score - ledger.Words - ledger.Initial)),
            ];
            var numbers = rows[1 + setting]
                .Split(',')[7..]
                .Select(number => double.Parse(number, CultureInfo.InvariantCulture))
                .ToArray();
            Close.Relative(
                1e-9,
                [
                    .. means,
                    means[^1] / means[0],
                    agreements[0, 1].RankCorrelation.IfNone(9),
                    agreements[setting, 2].RankCorrelation.IfNone(9),
                ],
                numbers
            );
        }
    }

    [Fact]
    public async Task A_share_of_one_conserves_the_score_and_the_table_says_so()
    {
        var result = await LrpCommand.Run(
            "sweep",
            "--data",
            _sandbox.Write("data.txt", Sentences),
            "--bias-factor",
            "1",
            "0",
            "--epsilon",
            "0.001"
        );
        Assert.Equal((0, ""), (result.ExitCode, result.StandardError));
        var rows = result
            .StandardOutput.Split('\n')
            .Where(line => line.Contains("epsilon(", StringComparison.Ordinal))
            .Select(line => line.Split("all")[1].Split(' ', StringSplitOptions.RemoveEmptyEntries))
            .ToArray();
        Assert.Equal(2, rows.Length);
        Assert.InRange(double.Parse(rows[0][0], CultureInfo.InvariantCulture), 0, 1e-9);
        Assert.Equal(("0.0", "0.0", "0.0", "0.0"), (rows[0][1], rows[0][4], rows[0][5], rows[0][6]));
        Assert.InRange(double.Parse(rows[1][1], CultureInfo.InvariantCulture), 1, 1000);

        // Of two settings, each has the other only; the default agrees with itself.
        Assert.Equal(rows[0][7], rows[0][8]);
        Assert.Equal((rows[0][7], "1.000"), (rows[1][7], rows[1][8]));
    }

    [Fact]
    public async Task Rules_are_combined_with_the_numbers_that_they_have_and_no_others()
    {
        var result = await LrpCommand.Run(
            "sweep",
            "--text",
            "not very good .",
            "--epsilon",
            "0.01",
            "0.1",
            "0.01",
            "--bias-factor",
            "0",
            "1",
            "--gamma",
            "0.5",
            "--alpha",
            "1",
            "2",
            "--product",
            "all",
            "--product",
            "half",
            "--rule",
            "epsilon",
            "epsilon-2017",
            "gamma",
            "gamma-positive",
            "alpha-beta",
            "w-square",
            "flat",
            "--out",
            "-"
        );
        Assert.Equal(0, result.ExitCode);
        var rows = result
            .StandardOutput.Split('\n', StringSplitOptions.RemoveEmptyEntries)[1..]
            .Select(row => row.Split(','))
            .ToArray();
        var settings = rows.Select(row => string.Join(',', row[..6])).ToArray();
        Assert.Equal(settings.Distinct(), settings);
        Assert.Equal(
            [
                ("epsilon", 8),
                ("epsilon-2017", 8),
                ("gamma", 4),
                ("gamma-positive", 4),
                ("alpha-beta", 8),
                ("w-square", 2),
                ("flat", 2),
            ],
            rows.CountBy(row => row[0]).Select(pair => (pair.Key, pair.Value))
        );
        Assert.Contains("gamma,half,0.1,,0.5,", settings);
        Assert.Contains("gamma-positive,half,0.1,,0.5,", settings);
        Assert.Contains("alpha-beta,all,0.01,,,2", settings);
        Assert.Contains("flat,all,,,,", settings);
    }

    [Fact]
    public async Task A_single_setting_has_no_others_but_the_default()
    {
        var result = await LrpCommand.Run("sweep", "--text", "not very good .", "--epsilon", "1", "--out", "-");
        var row = result.StandardOutput.Split('\n')[1].Split(',');
        Assert.Equal("", row[^2]);
        Assert.InRange(double.Parse(row[^1], CultureInfo.InvariantCulture), -1, 1);
    }

    [Theory]
    [InlineData("Required argument missing for option: '--epsilon'", "--epsilon")]
    [InlineData("Required argument missing for option: '--rule'", "--rule")]
    [InlineData("--epsilon: it is -1, where a number from 0 on is expected", "--epsilon", "0.1", "-1")]
    [InlineData("--bias-factor: it is NaN, where a number is expected", "--epsilon", "-1", "--bias-factor", "NaN")]
    [InlineData(
        "--gamma: it is -0.5, where a number from 0 on is expected",
        "--rule",
        "gamma",
        "--gamma",
        "0.25",
        "-0.5"
    )]
    [InlineData("--alpha: it is 0.5, where a number from 1 on is expected", "--rule", "alpha-beta", "--alpha", "0.5")]
    [InlineData("\"0,1\" is no number", "--epsilon", "0,1")]
    [InlineData("\"\" is no number", "--alpha", "")]
    [InlineData("Argument 'lime' not recognized", "--rule", "lime")]
    [InlineData("Argument 'most' not recognized", "--product", "most")]
    [InlineData("nowhere/a.csv: the folder does not exist", "--out", "nowhere/a.csv")]
    [InlineData("--out is empty", "--out", "")]
    [InlineData("--target: it is \"5\"", "--target", "5")]
    public async Task What_makes_no_sense_is_refused(string message, params string[] options)
    {
        var result = await LrpCommand.Run(["sweep", "--text", "not good", .. options]);
        Assert.Equal((2, ""), (result.ExitCode, result.StandardOutput));
        Assert.Contains(message, result.StandardError, StringComparison.Ordinal);
    }
}
