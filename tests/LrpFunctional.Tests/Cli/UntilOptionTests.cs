using System.Globalization;
using System.Text.RegularExpressions;
using LrpFunctional.Explanations;
using LrpFunctional.Methods;
using LrpFunctional.Tests.Readme;
using LrpFunctional.Tests.Reference;

namespace LrpFunctional.Tests.Cli;

/// <summary>Samples drawn until the numbers are sure enough.</summary>
public sealed class UntilOptionTests
{
    private static readonly string[] Ordered = ["--method", "shapley", "--exact", "0", "--seed", "3"];

    [Fact]
    public async Task Samples_are_drawn_until_no_word_has_a_larger_standard_error()
    {
        string[] asked = [.. Ordered, "--column", "standard-error"];
        var coarse = await ExplainedText.Rows(asked);
        Assert.Contains(coarse, row => ExplainedText.Number(row) > 0.01);
        var fine = await ExplainedText.Rows([.. asked, "--until", "0.01", "--threads", "3"]);
        Assert.All(fine, row => Assert.InRange(ExplainedText.Number(row), 0, 0.01));
        var network = DefaultModel.Network;
        var sentence = network.Vocabulary.Encode("not", "a", "very", "good", "film", ".").OrThrow();
        Assert.Equal(
            Shapley.Until(0.01, mostExact: 0, seed: 3).Explain(network, sentence).Relevances.AsEnumerable(),
            fine.Select(row => double.Parse(row[^2], CultureInfo.InvariantCulture))
        );
    }

    [Fact]
    public async Task Sentences_that_the_most_samples_are_too_few_for_are_named()
    {
        var result = await LrpCommand.Run([
            "explain",
            "--text",
            ExplainedText.Text,
            "--text",
            "good",
            "--text",
            "not good .",
            .. Ordered,
            "--until",
            "0.0001",
            "--orders",
            "300",
            "--target",
            "all",
        ]);
        Assert.Equal(0, result.ExitCode);
        var line = Assert.Single(result.StandardError.TrimEnd('\n').Split('\n'));
        Assert.StartsWith(
            "lrp: shapley: the standard error sought, 0.0001, was not reached with 300 samples, the most there may be, "
                + "of sentence 1, sentence 3; it is 0.0",
            line,
            StringComparison.Ordinal
        );
        Assert.EndsWith(
            " at most; more --orders or --samples, or a larger --until, helps",
            line,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task Of_many_such_sentences_twenty_are_named_and_the_others_counted()
    {
        var data = string.Concat(Enumerable.Repeat("1\tnot | good | .\n", 23));
        var result = await LrpCommand.RunWith(
            data,
            ["explain", "--data", "-", .. Ordered, "--until", "0", "--orders", "4", "--target", "all"]
        );
        Assert.Equal(0, result.ExitCode);
        Assert.Contains("of sentence 1, sentence 2,", result.StandardError, StringComparison.Ordinal);
        Assert.Contains(", sentence 20 and 3 more; it is ", result.StandardError, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Samples_too_few_to_say_are_said()
    {
        var result = await LrpCommand.Run([
            "explain",
            "--text",
            ExplainedText.Text,
            .. Ordered,
            "--until",
            "0.1",
            "--orders",
            "2",
        ]);
        Assert.Equal(0, result.ExitCode);
        Assert.Contains(
            "with 2 samples, the most there may be, of sentence 1, and there are too few samples to say how large "
                + "it is;",
            result.StandardError,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task The_output_shown_in_the_methods_document_is_the_output()
    {
        var shown = Regex
            .Match(Documents.Text(Documents.Methods), "\\$ lrp explain --text \"(.*?)\"(.*)\n((.*\n)*?)```")
            .Groups;
        var result = await LrpCommand.Run([
            "explain",
            "--text",
            shown[1].Value,
            .. shown[2].Value.Split(' ', StringSplitOptions.RemoveEmptyEntries),
        ]);
        Assert.Equal((shown[3].Value, ""), (result.StandardOutput, result.StandardError));
    }

    [Theory]
    [InlineData(
        "smoothgrad",
        "smoothgrad: at most 80 samples, until no standard error is above 0.5, deviation 0.15, seed 0"
    )]
    [InlineData(
        "limsse",
        "limsse: at most 80 substrings of up to 6 words, until no standard error is above 0.5, seed 0"
    )]
    public async Task The_record_says_what_was_sought(string method, string settings)
    {
        using var sandbox = new Sandbox();
        var result = await LrpCommand.Run(
            "explain",
            "--text",
            ExplainedText.Text,
            "--method",
            method,
            "--samples",
            "80",
            "--until",
            "0.5",
            "--out",
            sandbox.At("words.csv")
        );
        Assert.Equal(0, result.ExitCode);
        Assert.Contains(settings, await File.ReadAllTextAsync(sandbox.At("words.meta.json")), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(
        "--until: it says nothing about lrp, but about smoothgrad, smoothgrad-gi, gradient-variance, shapley, limsse",
        "--until",
        "0.01"
    )]
    [InlineData(
        "--until: it is -1, where a number from 0 on is expected; it has the unit of the relevances",
        "--until",
        "-1",
        "--method",
        "limsse"
    )]
    [InlineData("\"1%\" is no number", "--until", "1%", "--method", "limsse")]
    public async Task What_cannot_be_sought_is_refused(string message, params string[] arguments)
    {
        var result = await LrpCommand.Run(["explain", "--text", ExplainedText.Text, .. arguments]);
        Assert.Equal((2, ""), (result.ExitCode, result.StandardOutput));
        Assert.Contains(message, result.StandardError, StringComparison.Ordinal);
    }
}
