using LrpFunctional.Formats.Models;
using LrpFunctional.Formats.Models.Onnx;
using LrpFunctional.Tests.Reference;

namespace LrpFunctional.Tests.Formats.Onnx.Compositions;

/// <summary>Compositions in files that are not as they were written.</summary>
public sealed class DamagedGraphsTests
{
    [Theory]
    [InlineData("convolved.onnx")]
    [InlineData("reversed_steps.onnx")]
    [InlineData("repeated.onnx")]
    [InlineData("stateful.onnx")]
    public void Bytes_that_are_changed_give_a_network_or_a_fault(string file)
    {
        using var sandbox = new Sandbox();
        var whole = File.ReadAllBytes(Sandbox.Fixture("OnnxCompositions", file));
        foreach (var at in Enumerable.Range(0, whole.Length / 3).Select(at => 3 * at))
        {
            File.WriteAllBytes(
                sandbox.At("model.onnx"),
                [.. whole[..at], (byte)(whole[at] ^ (1 << (at % 8))), .. whole[(at + 1)..]]
            );
            _ = ModelFiles.Read(sandbox.At("model.onnx"));
        }
    }

    [Fact]
    public void A_file_cut_off_anywhere_is_a_fault()
    {
        using var sandbox = new Sandbox();
        Assert.All(
            sandbox.EachCut(Sandbox.Fixture("OnnxCompositions", "channels_first.onnx")),
            path => Assert.Throws<FaultException>(() => OnnxParts.Read(path))
        );
    }

    [Theory]
    [InlineData("Relu")]
    [InlineData("Neg")]
    [InlineData("Add")]
    public void Very_many_nodes_are_read_or_refused_soon(string op)
    {
        using var sandbox = new Sandbox();
        var graph = OnnxGraph.Of(17).Input("x0", OnnxGraph.Float, "batch", "time", 3).Output("scores");
        var nodes = Enumerable
            .Range(0, 20_000)
            .Select(at => OnnxGraph.Of(17).Node(op, op == "Add" ? $"x{at} x{at}" : $"x{at}", $"x{at + 1}").Nodes[0]);
        File.WriteAllBytes(sandbox.At("model.onnx"), (graph with { Nodes = [.. nodes] }).Then("x20000").ToArray());
        var watch = System.Diagnostics.Stopwatch.StartNew();
        var read = ModelFiles.Read(sandbox.At("model.onnx"));
        Assert.Equal(op == "Neg", read.IsSuccess);
        Assert.InRange(watch.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(20));
    }
}
