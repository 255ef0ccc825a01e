using System.Globalization;
using LrpFunctional.Explanations;
using LrpFunctional.Methods;
using LrpFunctional.Tests.Reference;

namespace LrpFunctional.Tests.Cli;

/// <summary>What is explained, and how much of it the words have.</summary>
public sealed class QuantityOptionsTests : IDisposable
{
    private readonly Sandbox _sandbox = new();

    public void Dispose() => _sandbox.Dispose();

    [Fact]
    public async Task A_contrast_and_other_quantities_are_named_in_the_column_of_the_target()
    {
        var each = (await ExplainedText.Rows("--target", "all")).ToLookup(cells => cells[^3], ExplainedText.Number);
        var contrast = await ExplainedText.Rows("--target", "3-1");
        Assert.All(contrast, cells => Assert.Equal("3-1", cells[^3]));
        Close.Absolute(
            1e-12,
            each["3"].Zip(each["1"], (one, other) => one - other),
            contrast.Select(ExplainedText.Number)
        );
        Assert.All(
            await ExplainedText.Rows("--target", "3", "--quantity", "probability", "--method", "gi"),
            cells => Assert.Equal("p(3)", cells[^3])
        );
        Assert.All(
            await ExplainedText.Rows("--target", "3", "--quantity", "log-odds", "--method", "occlusion"),
            cells => Assert.Equal("log-odds(3)", cells[^3])
        );
    }

    [Fact]
    public async Task Totals_say_what_is_explained_what_words_have_of_it_and_what_is_left()
    {
        var totals = _sandbox.At("totals.csv");
        var words = (
            await ExplainedText.Rows(
                "--method",
                "lrp",
                "--method",
                "ig",
                "--method",
                "gi",
                "--bias-factor",
                "1",
                "--totals",
                totals
            )
        ).ToLookup(cells => cells[^2], ExplainedText.Number);
        var rows = File.ReadAllLines(totals);
        Assert.Equal("sentence,label,predicted,target,method,value,words,leftover", rows[0]);
        var cells = rows[1..].ToDictionary(row => row.Split(',')[4], row => row.Split(',')[5..]);
        Assert.Equal(["lrp", "ig", "gi"], cells.Keys);
        double At(string method, int column) => double.Parse(cells[method][column], CultureInfo.InvariantCulture);
        Assert.All(cells.Keys, method => Close.Absolute(1e-12, [words[method].Sum()], [At(method, 1)]));
        Close.Absolute(1e-12, [At("lrp", 0)], [At("lrp", 1) + At("lrp", 2)]);
        var network = DefaultModel.Network;
        Close.Absolute(
            1e-12,
            [
                IntegratedGradients
                    .Default.Explain(
                        network,
                        network.Vocabulary.Encode("not", "a", "very", "good", "film", ".").OrThrow()
                    )
                    .Leftover.IfNone(double.NaN),
            ],
            [At("ig", 2)]
        );
        Assert.Equal("", cells["gi"][2]);
    }

    [Fact]
    public async Task A_regression_has_scores_and_no_probabilities()
    {
        string[] model =
        [
            "--model",
            Sandbox.Fixture("Origins", "regression", "model.safetensors"),
            "--data",
            _sandbox.Write("ids.jsonl", """{"ids": [1, 2, 3]}"""),
            "--method",
            "gi",
        ];
        Assert.Equal(0, (await LrpCommand.Run(["explain", .. model])).ExitCode);
        var result = await LrpCommand.Run(["explain", .. model, "--quantity", "probability"]);
        Assert.Equal(2, result.ExitCode);
        Assert.Contains(
            "--quantity: the model has one output and no sigmoid",
            result.StandardError,
            StringComparison.Ordinal
        );
        Assert.Equal(2, (await LrpCommand.Run(["explain", .. model, "--target", "second"])).ExitCode);
    }
}
