using LrpFunctional.Formats.Models;
using LrpFunctional.Tests.Reference;

namespace LrpFunctional.Tests.Formats;

/// <summary>Models of other kinds are refused with the way round.</summary>
public sealed class OtherProgramsTests
{
    [Theory]
    [InlineData("net.tflite", "TensorFlow Lite", "tf2onnx.convert --tflite")]
    [InlineData("net.mlmodel", "Core ML", "convert_coreml")]
    [InlineData("saved_model.pb", "SavedModel", "tf2onnx.convert --saved-model")]
    [InlineData("model.json", "TensorFlow.js", "model.save(\"model.keras\")")]
    public void A_model_that_is_not_read_is_told_how_to_be_converted(string name, string program, string remedy)
    {
        using var sandbox = new Sandbox();
        var file = sandbox.Write(name, """{"format":"layers-model","weightsManifest":[{"paths":["group1.bin"]}]}""");
        void Refused(string path) =>
            ModelFiles
                .Read(path)
                .Match(
                    _ => Assert.Fail(path),
                    faults =>
                    {
                        var fault = Assert.Single(faults);
                        Assert.Equal(path, fault.Where);
                        Assert.Contains(
                            $"it is {(program == "SavedModel" ? "TensorFlow's " : "")}{program}",
                            fault.Problem
                        );
                        Assert.Contains(remedy, fault.Remedy);
                    }
                );

        Refused(file);
        if (name is "saved_model.pb" or "model.json")
            Refused(sandbox.Root);
    }
}
