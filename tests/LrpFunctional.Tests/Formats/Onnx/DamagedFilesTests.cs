using LrpFunctional.Formats;
using LrpFunctional.Formats.Models.Onnx;
using LrpFunctional.Tests.Reference;

namespace LrpFunctional.Tests.Formats.Onnx;

/// <summary>ONNX files that are not as they were written.</summary>
public sealed class DamagedFilesTests
{
    [Theory]
    [InlineData("lstm_gemm_no_embedding")]
    [InlineData("unknown_op")]
    public void A_file_cut_off_anywhere_is_a_fault(string origin)
    {
        using var sandbox = new Sandbox();
        Assert.All(
            sandbox.EachCut(OriginRecord.At(origin, "model.onnx")),
            path => Assert.Throws<FaultException>(() => OnnxModel.Read(path))
        );
    }

    [Fact]
    public void Bytes_that_are_changed_give_a_network_or_a_fault()
    {
        using var sandbox = new Sandbox();
        var whole = File.ReadAllBytes(OriginRecord.At("uni_lstm_attention_linear", "model.onnx"));
        foreach (var at in Enumerable.Range(0, whole.Length / 3).Select(at => 3 * at))
        {
            File.WriteAllBytes(
                sandbox.At("changed"),
                [.. whole[..at], (byte)(whole[at] ^ (1 << (at % 8))), .. whole[(at + 1)..]]
            );
            _ = Edge.Read(sandbox.At("changed"), () => OnnxModel.Read(sandbox.At("changed")));
        }
    }
}
