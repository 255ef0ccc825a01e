using System.Collections.Immutable;
using System.Globalization;
using LrpFunctional.Explanations;
using LrpFunctional.Formats.Sentences;
using LrpFunctional.Laboratory;
using LrpFunctional.Methods;
using LrpFunctional.Rules;
using LrpFunctional.Tests.Reference;

namespace LrpFunctional.Tests.Cli;

/// <summary>How far do methods agree, and what do they cost?</summary>
public sealed class CompareCommandTests : IDisposable
{
    private const string Sentences =
        "2\tnot | very | good | .\n4\ta | film\n3\tfilm\n1\tthe | plot | is | thin | , | but | the | acting "
        + "| is | superb | .\n";

    private readonly Sandbox _sandbox = new();

    public void Dispose() => _sandbox.Dispose();

    [Theory]
    [InlineData("predicted")]
    [InlineData("label")]
    [InlineData("all")]
    public async Task Agreement_is_what_the_library_gives_for_each_pair_of_methods(string target)
    {
        var data = _sandbox.Write("data.txt", Sentences);
        var result = await LrpCommand.Run(
            "compare",
            "--data",
            data,
            "--target",
            target,
            "--epsilon",
            "0.1",
            "--method",
            "gi",
            "--method",
            "lrp",
            "--method",
            "gi",
            "--method",
            "occlusion-3",
            "--out",
            _sandbox.At("agreement.csv")
        );
        Assert.Equal((0, ""), (result.ExitCode, result.StandardError));

        var network = DefaultModel.Network;
        ImmutableArray<Method> methods =
        [
            Gradient.TimesInput,
            Lrp.With(RuleSet.Epsilon(0.1, 0)),
            Occlusion.With(window: 3),
        ];
        var aim = Target.Parse("--target", target, network.Classes.Length).OrThrow();
        var agreements = Pipelines
            .Explain(methods, network, SentenceFormat.Tokens.ReadFile(Repository.At("model"), data), aim)
            .Aggregate(AgreementTable.Among(3), (sum, ofSentence) => sum.Add(ofSentence));
        var rows = File.ReadAllLines(_sandbox.At("agreement.csv"));
        Assert.Equal("method,other,explanations,ranked,rank_correlation,same_top_word", rows[0]);
        var expected =
            from one in methods.Index()
            from other in methods.Index()
            let mean = agreements[one.Index, other.Index]
            select string.Create(
                CultureInfo.InvariantCulture,
                $"{one.Item.Name},{other.Item.Name},{mean.Explanations},{mean.Ranked},{mean.RankCorrelation.IfNone(9)},{mean.SameTopWord.IfNone(9)}"
            );
        Assert.Equal(expected, rows[1..]);

        // The table says the same to three digits.
        Assert.Contains($"LRP by epsilon(ε=0.1, δ=0), all", result.StandardOutput, StringComparison.Ordinal);
        var line = result
            .StandardOutput.Split('\n')
            .First(line => line.StartsWith("  occlusion-3 ", StringComparison.Ordinal));
        Assert.Equal(
            [
                "occlusion-3",
                .. Enumerable
                    .Range(0, 3)
                    .Select(other =>
                        agreements[2, other].RankCorrelation.IfNone(9).ToString("0.000", CultureInfo.InvariantCulture)
                    ),
            ],
            line.Split(' ', StringSplitOptions.RemoveEmptyEntries)
        );
    }

    [Fact]
    public async Task Each_method_has_a_cost_and_its_ratio_to_that_of_lrp()
    {
        var result = await LrpCommand.Run(
            "compare",
            "--data",
            _sandbox.Write("data.txt", Sentences),
            "--costs",
            _sandbox.At("costs.csv"),
            "--threads",
            "1"
        );
        Assert.Equal((0, ""), (result.ExitCode, result.StandardError));
        var rows = File.ReadLines(_sandbox.At("costs.csv")).Select(row => row.Split(',')).ToArray();
        Assert.Equal(["method", "sentences", "milliseconds_per_sentence", "times_lrp"], rows[0]);
        Assert.Equal(["lrp", "sa", "gi", "occlusion"], rows[1..].Select(row => row[0]));
        var milliseconds = rows[1..].Select(row => double.Parse(row[2], CultureInfo.InvariantCulture)).ToArray();
        Assert.All(milliseconds, cost => Assert.InRange(cost, double.Epsilon, 60_000));
        Close.Relative(
            1e-6,
            milliseconds.Select(cost => cost / milliseconds[0]),
            rows[1..].Select(row => double.Parse(row[3], CultureInfo.InvariantCulture))
        );
        Assert.All(rows[1..], row => Assert.Equal("4", row[1]));
        Assert.Equal(
            1 + 3,
            result
                .StandardOutput.Split('\n')
                .Count(line =>
                    line.StartsWith("  lrp ", StringComparison.Ordinal)
                    || line.Contains("times LRP", StringComparison.Ordinal)
                )
        );
    }

    [Fact]
    public async Task Without_lrp_costs_have_no_ratio_and_a_table_on_standard_output_stands_alone()
    {
        var costs = await LrpCommand.Run("compare", "--text", "not very good .", "--method", "sa", "--costs", "-");
        Assert.Matches(
            @"^method,sentences,milliseconds_per_sentence,times_lrp\nsa,1,[0-9.E-]+,\n$",
            costs.StandardOutput
        );

        // One word has no ranks.
        var agreement = await LrpCommand.Run("compare", "--text", "good", "--method", "sa", "--out", "-");
        Assert.Equal(
            "method,other,explanations,ranked,rank_correlation,same_top_word\nsa,sa,1,0,,1\n",
            agreement.StandardOutput
        );
    }

    [Fact]
    public async Task All_methods_fit_into_lines_that_are_not_cut()
    {
        var result = await LrpCommand.Run("compare", "--text", "not very good .", "--method", "all");
        Assert.Equal((0, ""), (result.ExitCode, result.StandardError));
        var lines = result.StandardOutput.Split('\n');
        string[] names = [.. OfferedMethods.All.Select(method => method.Name)];
        Assert.Equal(
            2,
            lines.Count(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries).SequenceEqual(names))
        );
        Assert.All(
            names,
            name =>
                Assert.Equal(
                    [1 + names.Length, 1 + names.Length, 3],
                    lines
                        .Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
                        .Where(cells => cells.Length > 1 && cells[0] == name && cells[1] != "sa")
                        .Select(cells => cells.Length)
                )
        );
    }

    [Fact]
    public async Task A_method_that_does_not_support_the_network_is_refused_by_name_and_left_out_of_all()
    {
        var data = _sandbox.Write("data.jsonl", "{\"ids\": [1, 2, 3]}\n");
        var refused = await LrpCommand.Run(
            "compare",
            "--model",
            DataFiles.IdModel,
            "--data",
            data,
            "--method",
            "lrp",
            "--method",
            "cd",
            "--out",
            _sandbox.At("agreement.csv")
        );
        Assert.Equal((2, ""), (refused.ExitCode, refused.StandardOutput));
        Assert.Matches("^lrp: --method: .*; choose another method\n$", refused.StandardError);
        Assert.Equal([data], Directory.GetFiles(_sandbox.Root));

        var all = await LrpCommand.Run(
            "compare",
            "--model",
            DataFiles.IdModel,
            "--data",
            data,
            "--method",
            "all",
            "--costs",
            "-"
        );
        Assert.Equal(0, all.ExitCode);
        Assert.Equal(
            "lrp: cd is left out: it does not support this network, target or pooling\nlrp: beta is left "
                + "out: it does not support this network, target or pooling\nlrp: gamma is left out: it does not "
                + "support this network, target or pooling\n",
            all.StandardError
        );
        Assert.Equal(
            OfferedMethods.All.Select(method => method.Name).Except(["cd", "beta", "gamma"]),
            all.StandardOutput.Split('\n', StringSplitOptions.RemoveEmptyEntries)
                .Skip(1)
                .Select(row => row.Split(',')[0])
        );
    }

    [Fact]
    public async Task Sequences_of_numbers_are_compared_step_by_step()
    {
        var data = _sandbox.Write(
            "series.jsonl",
            "{\"numbers\": [[1, 0, 0, 0, -2], [0, 1, 0, 0, 0], [0, 1, 0, 3, 0]]}\n"
        );
        var result = await LrpCommand.Run(
            "compare",
            "--model",
            DataFiles.NumberModel,
            "--data",
            data,
            "--method",
            "all",
            "--out",
            "-"
        );
        Assert.Equal(0, result.ExitCode);
        Assert.Contains("lrp,gi,1,1,", result.StandardOutput, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Argument 'lime' not recognized", "--method", "lime")]
    [InlineData("--out is empty", "--out", "")]
    [InlineData("nowhere/a.csv: the folder does not exist", "--out", "nowhere/a.csv")]
    [InlineData("nowhere/a.csv: the folder does not exist", "--costs", "nowhere/a.csv")]
    [InlineData("--costs: it names the same file as --out", "--costs", "./a.csv", "--out", "a.csv")]
    [InlineData("--epsilon: it is -1", "--epsilon", "-1")]
    [InlineData("--target: it is \"5\"", "--target", "5")]
    [InlineData("--text, sentence 1: the target is the label", "--target", "label")]
    [InlineData("--threads: it is 0", "--threads", "0")]
    public async Task What_makes_no_sense_is_refused(string message, params string[] options)
    {
        var result = await LrpCommand.Run(["compare", "--text", "not good", .. options]);
        Assert.Equal((2, ""), (result.ExitCode, result.StandardOutput));
        Assert.Contains(message, result.StandardError, StringComparison.Ordinal);
    }
}
