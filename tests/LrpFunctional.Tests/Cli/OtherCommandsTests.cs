using System.Text.RegularExpressions;
using LrpFunctional.Tests.Reference;

namespace LrpFunctional.Tests.Cli;

public sealed class OtherCommandsTests
{
    [SkippableFact]
    public async Task Predict_reports_the_accuracies_of_the_model_card_on_the_trees_of_the_SST_test_set()
    {
        using var sandbox = new Sandbox();
        var result = await LrpCommand.Run(
            "predict",
            "--data",
            Repository.Shared("sst", "test.txt"),
            "--format",
            "trees",
            "--out",
            sandbox.At("scores.csv")
        );
        Assert.Equal(0, result.ExitCode);
        Assert.Contains("2,210 sentences", result.StandardError, StringComparison.Ordinal);
        var card = Regex.Match(
            File.ReadAllText(Repository.At("model", "README.md")),
            @"SST test, 2,210 sentences \| (?<five>\S+ %) \((?<right>\d+)\) \| (?<binary>\S+ % \(\d+ of \d+\)) "
        );
        Assert.Contains(
            $"accuracy {card.Groups["five"].Value} ({card.Groups["right"].Value} of 2210)",
            result.StandardError,
            StringComparison.Ordinal
        );
        Assert.Contains(
            $"negative or positive {card.Groups["binary"].Value}",
            result.StandardError,
            StringComparison.Ordinal
        );
        Assert.Equal(2211, File.ReadAllLines(sandbox.At("scores.csv")).Length);
    }

    [Fact]
    public async Task Predict_is_silent_about_accuracy_where_there_are_no_labels()
    {
        var result = await LrpCommand.RunWith("good | film\n", "predict", "--data", "-");
        Assert.Equal((0, ""), (result.ExitCode, result.StandardError));
        Assert.StartsWith(
            "sentence,label,predicted,score_0,score_1,score_2,score_3,score_4\n1,,",
            result.StandardOutput,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task Info_says_what_the_default_model_is()
    {
        var result = await LrpCommand.Run("info");
        Assert.Equal(0, result.ExitCode);
        foreach (
            var fact in new[]
            {
                "32,697 words",
                "<unk>",
                "60 dimensions",
                "60 units",
                "0 very negative",
                "i, f, g, o",
                "2,020,980",
            }
        )
            Assert.Contains(fact, result.StandardOutput, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Convert_makes_a_model_that_scores_the_same()
    {
        using var sandbox = new Sandbox();
        var reference = sandbox.ReferenceModel();
        Assert.Equal(0, (await LrpCommand.Run("convert", reference, sandbox.At("converted"))).ExitCode);
        Assert.Equal(
            ["config.json", "model.safetensors", "vocab.txt"],
            Directory.GetFiles(sandbox.At("converted")).Select(Path.GetFileName).Order(StringComparer.Ordinal)
        );
        string[] models = [reference, sandbox.At("converted")];
        var scores = await Task.WhenAll(
            models.Select(model => LrpCommand.RunWith("good | café | .\n", "predict", "--model", model, "--data", "-"))
        );
        Assert.Equal(scores[0].StandardOutput, scores[1].StandardOutput);
        Assert.Equal(2, scores[0].StandardOutput.TrimEnd('\n').Split('\n').Length);
    }
}
