using LrpFunctional.Formats.Models;
using LrpFunctional.Formats.Verification;
using LrpFunctional.OnnxRuntime;
using LrpFunctional.Tests.Reference;

namespace LrpFunctional.Tests.Formats.Onnx;

/// <summary>Graphs of opsets before 7 say some things in other words.</summary>
public sealed class FormerOpsetsTests
{
    private const string Folder = "OnnxCompositions";

    public static TheoryData<string> Files { get; } =
    [
        .. Directory
            .GetFiles(Sandbox.Fixture(Folder, "former"), "*.onnx")
            .Select(path => Path.GetFileNameWithoutExtension(path))
            .Order(StringComparer.Ordinal),
    ];

    [Theory]
    [MemberData(nameof(Files))]
    public void A_graph_of_an_earlier_opset_gives_what_its_operators_give(string file)
    {
        var model = ModelFiles.Read(Sandbox.Fixture(Folder, "former", $"{file}.onnx")).OrThrow();
        var record = OriginRecordFile.Read(Sandbox.Fixture(Folder, "former", $"{file}.npz"), model).OrThrow();
        Assert.InRange(Verification.Of(model, record, 1e-12).Difference, 0, 1e-12);
    }

    [Fact]
    public void What_onnx_runtime_does_not_run_is_said_and_not_taken_for_another_network()
    {
        var path = Sandbox.Fixture(Folder, "former", "chain_5.onnx");
        var faults = OnnxOrigin.Record(path, ModelFiles.Read(path).OrThrow(), seed: 1).FailToSeq();
        Assert.Contains("ONNX Runtime does not run it", Assert.Single(faults).Problem, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Dropout", "x", "is_test", 0, "its attribute is_test is 0, as in training, where 1 is expected")]
    [InlineData("Add", "x x", "axis", 1, "its attribute axis is 1: it says where the axes of its second input lie")]
    [InlineData("Tanh", "x", "temperature", 1, "\"temperature\" is none that Tanh has in opset 7")]
    public void What_earlier_opsets_say_that_later_ones_do_not_is_refused_where_it_asks_for_something(
        string op,
        string inputs,
        string attribute,
        int value,
        string problem
    )
    {
        using var sandbox = new Sandbox();
        File.WriteAllBytes(
            sandbox.At("model.onnx"),
            OnnxGraph
                .Of(6)
                .Input("x", OnnxGraph.Float, "batch", "time", 3)
                .Output("out")
                .Node(op, inputs, "out", (attribute, value))
                .ToArray()
        );
        Assert.Contains(
            problem,
            Assert.Throws<FaultException>(() => ModelFiles.Read(sandbox.At("model.onnx")).OrThrow()).Message,
            StringComparison.Ordinal
        );
    }
}
