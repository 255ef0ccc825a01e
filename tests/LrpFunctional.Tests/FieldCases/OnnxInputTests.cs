using LrpFunctional.Tests.Cli;

namespace LrpFunctional.Tests.FieldCases;

/// <summary>ONNX models whose graphs want several inputs, or one of another rank, or branch by shapes.</summary>
public sealed class OnnxInputTests
{
    [Fact]
    [Trait(FieldCase.Trait, "onnx-lengths-input")]
    public async Task A_graph_that_wants_the_lengths_too_is_read_and_each_sequence_ends_at_its_own() =>
        Predicted.Same(
            FieldCase.Expected("onnx-lengths-input", "scores"),
            await Predicted.Scores(
                FieldCase.At("onnx-lengths-input", "model.onnx"),
                FieldCase.At("onnx-lengths-input", "data.jsonl")
            ),
            1e-9
        );

    [Theory]
    [InlineData("if_squeeze")]
    [InlineData("last_by_length")]
    [Trait(FieldCase.Trait, "onnx-if-and-lengths")]
    public async Task A_branch_by_a_known_shape_and_a_state_picked_by_lengths_are_read(string model) =>
        Predicted.Same(
            FieldCase.Expected("onnx-if-and-lengths", model),
            await Predicted.Scores(
                FieldCase.At("onnx-if-and-lengths", $"{model}.onnx"),
                FieldCase.At("onnx-if-and-lengths", "data.jsonl")
            ),
            1e-9
        );

    [Fact]
    [Trait(FieldCase.Trait, "univariate-series")]
    public async Task A_graph_of_one_number_a_step_is_read_and_compared() =>
        Predicted.Same(
            FieldCase.Expected("univariate-series", "scores"),
            await Predicted.Scores(
                FieldCase.At("univariate-series", "model.onnx"),
                FieldCase.At("univariate-series", "nested.jsonl")
            ),
            1e-9
        );

    [Theory]
    [InlineData("onnx-lengths-input", "model.onnx")]
    [InlineData("onnx-if-and-lengths", "if_squeeze.onnx")]
    [InlineData("onnx-if-and-lengths", "last_by_length.onnx")]
    [InlineData("univariate-series", "model.onnx")]
    public async Task Onnx_runtime_is_fed_all_that_it_wants(string name, string model)
    {
        var result = await LrpCommand.Run("verify-model", FieldCase.At(name, model));
        Assert.Equal((0, ""), (result.ExitCode, result.StandardError));
        Assert.Contains("outputs of 3 sequences agree", result.StandardOutput, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("model.onnx", "input")]
    [InlineData("fuzzed.onnx", "input.1")]
    [Trait(FieldCase.Trait, "onnx-input-twice")]
    public async Task An_input_that_the_graph_lists_twice_is_refused_by_name(string model, string input)
    {
        var result = await LrpCommand.Run("info", "--model", FieldCase.At("onnx-input-twice", model));
        Assert.Equal(2, result.ExitCode);
        var line = Assert.Single(result.StandardError.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        Assert.Contains($"two inputs are called \"{input}\"", line, StringComparison.Ordinal);
    }
}
