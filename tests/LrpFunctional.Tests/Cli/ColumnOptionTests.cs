using System.Globalization;
using LrpFunctional.Explanations;
using LrpFunctional.Methods;
using LrpFunctional.Tests.Reference;

namespace LrpFunctional.Tests.Cli;

/// <summary>What stands behind each relevance.</summary>
public sealed class ColumnOptionTests : IDisposable
{
    private static readonly string[] All =
    [
        "--column",
        "share",
        "--column",
        "per-score",
        "--column",
        "standard-error",
        "--column",
        "share",
    ];

    private readonly Sandbox _sandbox = new();

    public void Dispose() => _sandbox.Dispose();

    [Fact]
    public async Task Shares_parts_of_the_score_and_standard_errors_stand_behind_each_word()
    {
        var result = await LrpCommand.Run([
            "explain",
            "--text",
            ExplainedText.Text,
            "--method",
            "lrp",
            "--method",
            "shapley",
            "--exact",
            "0",
            .. All,
        ]);
        Assert.Equal((0, ""), (result.ExitCode, result.StandardError));
        var rows = result.StandardOutput.TrimEnd('\n').Split('\n').Select(row => row.Split(',')).ToArray();
        Assert.Equal(
            "sentence,position,word,label,predicted,target,method,relevance,share,per_score,standard_error",
            string.Join(',', rows[0])
        );
        var network = DefaultModel.Network;
        var sentence = network.Vocabulary.Encode("not", "a", "very", "good", "film", ".").OrThrow();
        foreach (var method in new[] { Lrp.Default, Shapley.With(mostExact: 0) })
        {
            var literal = method.Explain(network, sentence);
            var total = literal.Relevances.Sum(Math.Abs);
            var cells = rows.Where(row => row[6] == method.Name).ToArray();
            Assert.Equal(literal.Relevances.AsEnumerable(), cells.Select(row => Number(row[7])));
            Assert.Equal(
                literal.Relevances.Select(relevance => relevance / total),
                cells.Select(row => Number(row[8]))
            );
            Assert.Equal(
                literal.Relevances.Select(relevance => relevance / literal.Value),
                cells.Select(row => Number(row[9]))
            );
            Assert.Equal(
                literal.Sampled.Match(
                    sampled => sampled.StandardErrors.Select(error => error.ToString(CultureInfo.InvariantCulture)),
                    () => cells.Select(_ => "")
                ),
                cells.Select(row => row[10])
            );
        }
    }

    [Fact]
    public async Task Words_of_pieces_and_sentences_have_shares_of_their_own()
    {
        var rows = await ExplainedText.Rows("--granularity", "sentence", "--column", "share");
        Assert.Equal("1", Assert.Single(rows)[^1]);
    }

    [Fact]
    public async Task A_table_with_columns_is_checked_as_one_without()
    {
        var table = _sandbox.At("relevances.csv");
        string[] asked = ["--text", ExplainedText.Text, "--method", "shapley", "--exact", "0"];
        Assert.Equal(0, (await LrpCommand.Run(["explain", .. asked, .. All, "--out", table])).ExitCode);
        Assert.Equal(0, (await LrpCommand.Run(["check", .. asked, "--baseline", table])).ExitCode);
        var changed = await LrpCommand.Run([
            "check",
            .. asked,
            "--seed",
            "1",
            "--baseline",
            table,
            "--tolerance",
            "1e-9",
        ]);
        Assert.Equal(3, changed.ExitCode);
    }

    [Theory]
    [InlineData(
        "--column standard-error: lrp draws no samples, and so has no standard errors; leave it out, or choose one of "
            + "smoothgrad, smoothgrad-gi, gradient-variance, shapley, limsse",
        "--column",
        "standard-error"
    )]
    [InlineData("--column share: phrases have no such column", "--column", "share", "--span", "1-2")]
    [InlineData("--column share: an array has no columns", "--column", "share", "--out", "relevances.npy")]
    [InlineData(
        "--column standard-error: it is of single words, and does not go together with --granularity",
        "--column",
        "standard-error",
        "--method",
        "shapley",
        "--granularity",
        "word"
    )]
    [InlineData(
        "--column standard-error: it is of whole words and steps, not of their features; say --pool step, or leave it "
            + "out",
        "--column",
        "standard-error",
        "--method",
        "smoothgrad",
        "--pool",
        "none"
    )]
    [InlineData("Argument 'sum' not recognized", "--column", "sum")]
    public async Task Columns_that_rows_do_not_have_are_refused(string message, params string[] arguments)
    {
        var result = await LrpCommand.Run(["explain", "--text", ExplainedText.Text, .. arguments]);
        Assert.Equal((2, ""), (result.ExitCode, result.StandardOutput));
        Assert.Contains(message, result.StandardError, StringComparison.Ordinal);
    }

    private static double Number(string cell) => double.Parse(cell, CultureInfo.InvariantCulture);
}
