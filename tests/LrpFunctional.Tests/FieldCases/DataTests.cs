using System.Text.Json;
using LrpFunctional.Tests.Cli;
using LrpFunctional.Tests.Reference;

namespace LrpFunctional.Tests.FieldCases;

public sealed class DataTests : IDisposable
{
    private const string Blanks = "blank-lines-and-nan-padding";
    private const string Series = "univariate-series";
    private const string Case = "lower-case-as-python";

    private readonly Sandbox _sandbox = new();

    public void Dispose() => _sandbox.Dispose();

    [Theory]
    [InlineData("trailing.jsonl", 1)]
    [InlineData("middle.jsonl", 2)]
    [Trait(FieldCase.Trait, Blanks)]
    public async Task Blank_lines_between_objects_and_at_the_end_are_passed_over(string file, int sentences)
    {
        var result = await LrpCommand.Run("predict", "--data", FieldCase.At(Blanks, file));
        Assert.Equal(
            (0, "", sentences + 2),
            (result.ExitCode, result.StandardError, result.StandardOutput.Split('\n').Length)
        );
    }

    [Theory]
    [InlineData("padded.csv")]
    [InlineData("padded.jsonl")]
    [Trait(FieldCase.Trait, Blanks)]
    public async Task Steps_of_nothing_but_gaps_at_the_end_are_cut_off(string file)
    {
        var shorter = await LrpCommand.Run(
            "predict",
            "--model",
            FieldCase.At(Blanks, "m"),
            "--data",
            FieldCase.At(Blanks, "short.csv")
        );
        var padded = await LrpCommand.Run(
            "predict",
            "--model",
            FieldCase.At(Blanks, "m"),
            "--data",
            FieldCase.At(Blanks, file)
        );
        Assert.Equal((0, shorter.StandardOutput, ""), (padded.ExitCode, padded.StandardOutput, padded.StandardError));
    }

    [Fact]
    [Trait(FieldCase.Trait, Blanks)]
    public async Task A_label_behind_a_blank_in_the_header_is_read()
    {
        var result = await LrpCommand.Run("predict", "--data", FieldCase.At(Blanks, "header.csv"));
        Assert.Contains("1,3,3,", result.StandardOutput, StringComparison.Ordinal);
        Assert.Contains("accuracy 100.00 % (1 of 1)", result.StandardError, StringComparison.Ordinal);
    }

    [Fact]
    [Trait(FieldCase.Trait, Case)]
    public async Task Words_are_put_in_lower_case_as_the_vocabulary_was()
    {
        using var json = JsonDocument.Parse(await File.ReadAllBytesAsync(FieldCase.At(Case, "expected.json")));
        var result = await LrpCommand.Run(
            "explain",
            "--model",
            FieldCase.At(Case, "m"),
            "--text",
            json.RootElement.GetProperty("text").GetString()!
        );
        Assert.Equal((0, ""), (result.ExitCode, result.StandardError));
        Assert.Equal(
            json.RootElement.GetProperty("words").Deserialize<string[]>(),
            result.StandardOutput.Split('\n')[1..^1].Select(row => row.Split(',')[2])
        );
    }

    [Theory]
    [InlineData("flat.jsonl")]
    [InlineData("nested.jsonl")]
    [Trait(FieldCase.Trait, Series)]
    public async Task One_number_a_step_may_stand_without_brackets(string file)
    {
        var result = await LrpCommand.Run(
            "predict",
            "--model",
            FieldCase.At(Series, "model.onnx"),
            "--data",
            FieldCase.At(Series, file)
        );
        Assert.Equal(0, result.ExitCode);
        FieldScores.Equal(FieldCase.Expected(Series, "scores"), result.StandardOutput);
    }

    [Fact]
    public async Task One_number_a_step_may_lack_its_axis_in_arrays()
    {
        string[] model = ["predict", "--model", FieldCase.At(Series, "model.onnx"), "--data"];
        var rows = File.ReadAllLines(FieldCase.At(Series, "flat.jsonl"))
            .Select(line => JsonDocument.Parse(line).RootElement.GetProperty("numbers").Deserialize<double[]>()!)
            .ToArray();
        double[] numbers = [.. rows.SelectMany(row => row)];
        foreach (var shape in new[] { "(2, 3)", "(2, 3, 1)" })
            FieldScores.Equal(
                FieldCase.Expected(Series, "scores"),
                (
                    await LrpCommand.Run([.. model, _sandbox.WriteBytes("a.npy", DataFiles.Npy(shape, numbers))])
                ).StandardOutput
            );
        var values = _sandbox.Npz(
            ("values", DataFiles.Npy("(6,)", numbers)),
            ("lengths", DataFiles.Npy("(2,)", 3L, 3))
        );
        FieldScores.Equal(
            FieldCase.Expected(Series, "scores"),
            (await LrpCommand.Run([.. model, values])).StandardOutput
        );
    }

    [Fact]
    public async Task One_number_a_step_is_too_few_for_a_model_of_several()
    {
        var result = await LrpCommand.Run(
            "predict",
            "--model",
            FieldCase.At(Blanks, "m"),
            "--data",
            FieldCase.At(Series, "flat.jsonl")
        );
        Assert.Equal(2, result.ExitCode);
        Assert.Contains(
            "line 1: there is 1 number at each step, where the model reads 2",
            result.StandardError,
            StringComparison.Ordinal
        );
    }
}
