using LrpFunctional.Tests.Reference;

namespace LrpFunctional.Tests.Cli;

/// <summary>Is it the same network?</summary>
public sealed class VerifyModelTests
{
    [Fact]
    public async Task A_model_that_computes_what_its_origin_does_is_told_so()
    {
        var result = await Verify("bi_gru/model.safetensors", "--against", At("bi_gru/record.npz"));
        Assert.Equal((0, ""), (result.ExitCode, result.StandardError));
        Assert.StartsWith("12 outputs of 4 sequences agree", result.StandardOutput, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Gates_in_the_wrong_order_are_named_with_the_right_one()
    {
        var result = await Verify("wrong_gate_order/model.safetensors", "--against", At("wrong_gate_order/record.npz"));
        Assert.Equal(2, result.ExitCode);
        Assert.Contains("\"gate_order\": \"igfo\"", result.StandardError, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_onnx_model_is_run_on_the_spot()
    {
        var result = await Verify("bi_lstm_attention/model.onnx");
        Assert.Equal(0, result.ExitCode);
        Assert.Contains("outputs of 3 sequences agree", result.StandardOutput, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Other_models_want_a_record()
    {
        var result = await Verify("bi_gru/model.safetensors");
        Assert.Equal(2, result.ExitCode);
        Assert.Contains("--against: it is missing", result.StandardError, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("bi_lstm_attention/model.safetensors", "bi_lstm_attention/model.onnx")]
    [InlineData("bi_lstm_attention/model.onnx", "bi_lstm_attention/model.safetensors")]
    [InlineData("numeric_lstm/model.onnx", "numeric_lstm/model.safetensors")]
    public async Task Another_file_of_the_same_network_is_as_good_as_a_record(string model, string other)
    {
        var result = await Verify(model, "--against", At(other));
        Assert.Equal((0, ""), (result.ExitCode, result.StandardError));
        Assert.Contains("outputs of 3 sequences agree", result.StandardOutput, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_of_another_network_is_told()
    {
        var result = await Verify("bi_gru/model.safetensors", "--against", At("uni_gru/model.safetensors"));
        Assert.Equal(2, result.ExitCode);
        Assert.Contains("its outputs differ from the origin's", result.StandardError, StringComparison.Ordinal);
        var numbers = await Verify("bi_gru/model.safetensors", "--against", At("numeric_lstm/model.safetensors"));
        Assert.Equal(2, numbers.ExitCode);
        Assert.Contains("numbers a step and gives", numbers.StandardError, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_record_without_outputs_is_refused()
    {
        var result = await Verify("bi_gru/model.safetensors", "--against", At("bi_gru/config.json"));
        Assert.Equal(2, result.ExitCode);
        Assert.Contains("config.json", result.StandardError, StringComparison.Ordinal);
    }

    private static async Task<CliWrap.Buffered.BufferedCommandResult> Verify(string model, params string[] arguments) =>
        await LrpCommand.Run(["verify-model", At(model), .. arguments]);

    private static string At(string path) => Sandbox.Fixture(["Origins", .. path.Split('/')]);
}
