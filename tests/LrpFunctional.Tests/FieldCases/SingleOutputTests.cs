using System.Globalization;
using LrpFunctional.Explanations;
using LrpFunctional.Sequences;
using LrpFunctional.Tests.Cli;
using LrpFunctional.Tests.Reference;

namespace LrpFunctional.Tests.FieldCases;

/// <summary>The commonest binary classifier: one output, a sigmoid, labels 0 and 1.</summary>
public sealed class SingleOutputTests : IDisposable
{
    private const string Case = "one-sigmoid-unit";

    private readonly Sandbox _sandbox = new();

    private static string[] Input => ["--model", FieldCase.At(Case, "m"), "--data", FieldCase.At(Case, "labels.jsonl")];

    public void Dispose() => _sandbox.Dispose();

    [Fact]
    [Trait(FieldCase.Trait, Case)]
    public async Task Class_1_is_predicted_where_its_score_is_above_0_and_labels_give_an_accuracy()
    {
        var result = await LrpCommand.Run(["predict", .. Input]);
        Assert.Equal(
            (0, "3 sentences, 8 words; accuracy 100.00 % (3 of 3)\n"),
            (result.ExitCode, result.StandardError)
        );
        var rows = Rows(result.StandardOutput);
        Assert.Equal(["sentence", "label", "predicted", "score_0", "score_1"], rows[0]);
        Assert.Equal(FieldCase.Numbers(Case, "predicted"), rows[1..].Select(row => Number(row[2])));
        Assert.All(rows[1..], row => Assert.Equal(Number(row[3]), -Number(row[4])));

        // NumPy's figures are those of a float32 forward pass.
        Close.Absolute(
            1e-8,
            FieldCase.Numbers(Case, "probability_of_1"),
            rows[1..].Select(row => 1 / (1 + Math.Exp(-Number(row[4]))))
        );
    }

    [Fact]
    [Trait(FieldCase.Trait, Case)]
    public async Task Its_probabilities_are_those_of_the_sigmoid()
    {
        var ofOne = await Totals("--target", "1", "--quantity", "probability", "--method", "gi");
        var ofZero = await Totals("--target", "0", "--quantity", "probability", "--method", "gi");
        Close.Absolute(1e-8, FieldCase.Numbers(Case, "probability_of_1"), ofOne.Select(row => Number(row[5])));
        Close.Absolute(1e-15, ofOne.Select(row => 1 - Number(row[5])), ofZero.Select(row => Number(row[5])));
    }

    [Theory]
    [Trait(FieldCase.Trait, Case)]
    [InlineData("predicted", "0,1,1")]
    [InlineData("second", "1,0,0")]
    [InlineData("label", "0,1,1")]
    [InlineData("1-0", "1-0,1-0,1-0")]
    [InlineData("predicted-second", "0-1,1-0,1-0")]
    public async Task Every_target_of_two_classes_is_explained(string target, string expected) =>
        Assert.Equal(
            expected.Split(','),
            (await Totals("--target", target, "--bias-factor", "1")).Select(row => row[3])
        );

    [Fact]
    [Trait(FieldCase.Trait, Case)]
    public async Task Two_names_make_it_a_classifier_whose_labels_are_read_by_name()
    {
        File.Copy(FieldCase.At(Case, "m", "model.safetensors"), _sandbox.At("model.safetensors"));
        _sandbox.Write("config.json", "{\"classes\": [\"neg\", \"pos\"]}");
        var data = _sandbox.Write(
            "data.jsonl",
            "{\"ids\": [1, 2, 3], \"label\": \"neg\"}\n{\"ids\": [4, 5], \"label\": \"neg\"}\n"
        );
        var result = await LrpCommand.Run("predict", "--model", _sandbox.Root, "--data", data);
        Assert.Equal((0, "2 sentences, 5 words; accuracy 50.00 % (1 of 2)\n"), (result.ExitCode, result.StandardError));
        var info = await LrpCommand.Run("info", "--model", _sandbox.Root);
        Assert.Contains(
            "classes        0 neg, 1 pos\ntask           binary classifier: class 1 where the one output is above 0\n",
            info.StandardOutput,
            StringComparison.Ordinal
        );
    }

    [Theory]
    [Trait(FieldCase.Trait, Case)]
    [InlineData("second")]
    [InlineData("label")]
    [InlineData("predicted-second")]
    [InlineData("0-0")]
    public async Task A_regression_says_that_it_has_one_output(string target)
    {
        string[] input =
        [
            "--model",
            Sandbox.Fixture("Origins", "regression", "model.safetensors"),
            "--data",
            FieldCase.At(Case, "labels.jsonl"),
        ];
        var result = await LrpCommand.Run(["explain", .. input, "--target", target]);
        Assert.Equal(2, result.ExitCode);
        Assert.Contains(
            $"--target: it is \"{target}\", but the network has one output, a regression, and no classes",
            result.StandardError,
            StringComparison.Ordinal
        );
        Assert.Equal("", (await LrpCommand.Run(["predict", .. input])).StandardError);
    }

    [Fact]
    public void A_score_of_zero_predicts_class_0() =>
        Assert.Equal(0, new Prediction(Sentence.Of(["a"], [0], default), [-0.0, 0.0]).Class);

    private async Task<string[][]> Totals(params string[] arguments)
    {
        var totals = _sandbox.At("totals.csv");
        Assert.Equal(
            0,
            (
                await LrpCommand.Run([
                    "explain",
                    .. Input,
                    "--out",
                    _sandbox.At("words.csv"),
                    "--totals",
                    totals,
                    .. arguments,
                ])
            ).ExitCode
        );
        return Rows(File.ReadAllText(totals))[1..];
    }

    private static string[][] Rows(string csv) => [.. csv.TrimEnd('\n').Split('\n').Select(row => row.Split(','))];

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);
}
