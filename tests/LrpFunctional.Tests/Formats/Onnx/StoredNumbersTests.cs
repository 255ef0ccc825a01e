using System.Collections.Immutable;
using LrpFunctional.Formats.Models.Onnx;
using LrpFunctional.Tests.Reference;

namespace LrpFunctional.Tests.Formats.Onnx;

/// <summary>Weights, wherever and however they are stored.</summary>
public sealed class StoredNumbersTests
{
    private static ImmutableDictionary<string, OnnxGraph> Graphs { get; } =
        new Dictionary<string, OnnxGraph>
        {
            ["weights that the graph turns"] = OnnxNetworks
                .Empty()
                .Recurrent()
                .Last()
                .Floats("output_weight", [2, 4], OnnxNetworks.Numbers(5, 8))
                .Floats("output_bias", [1, 2], OnnxNetworks.Numbers(6, 2))
                .Node("Transpose", "output_weight", "columns")
                .Node("MatMul", "state columns", "product")
                .Node("Add", "output_bias product", "scores"),
            ["numbers one by one"] = OnnxNetworks
                .Empty()
                .Recurrent()
                .Last()
                .Node("Gemm", "state output_weight output_bias", "scores", ("transB", 1))
                .Stored(
                    OnnxGraph.Tensor(
                        "output_weight",
                        OnnxGraph.Float,
                        [2, 4],
                        [.. OnnxNetworks.Numbers(5, 8).Select(number => (4, (object)number))]
                    )
                )
                .Stored(
                    OnnxGraph.Tensor(
                        "output_bias",
                        OnnxGraph.Float,
                        [2],
                        (4, OnnxReading.Bytes(OnnxNetworks.Numbers(6, 2)))
                    )
                ),
            ["numbers in nodes"] = OnnxNetworks
                .Empty()
                .Recurrent()
                .Last()
                .Node(
                    "Constant",
                    "",
                    "output_weight",
                    (
                        "value",
                        OnnxGraph.Tensor(
                            "",
                            OnnxGraph.Float,
                            [2, 4],
                            (9, OnnxReading.Bytes(OnnxNetworks.Numbers(5, 8)))
                        )
                    )
                )
                .Node("Constant", "", "output_bias", ("value_floats", OnnxNetworks.Numbers(6, 2)))
                .Node("Gemm", "state output_weight output_bias", "scores", ("transB", 1)),
        }.ToImmutableDictionary();

    /// <summary>Other ways of storing the same numbers.</summary>
    public static TheoryData<string> Ways { get; } = [.. Graphs.Keys.Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Ways))]
    public void A_network_is_the_same_whichever_way_it_is_written(string way) =>
        OnnxReading.AssertSame(OnnxNetworks.Empty().Recurrent().Last().Dense(), Graphs[way]);

    [Fact]
    public void Numbers_may_lie_in_another_file_of_the_folder_and_nowhere_else()
    {
        using var sandbox = new Sandbox();
        File.WriteAllBytes(sandbox.At("weights.bin"), [1, 2, 3, 4, .. OnnxReading.Bytes(OnnxNetworks.Numbers(5, 8))]);
        (int, object) Entry(string key, string value) => (13, OnnxGraph.Message([(1, key), (2, value)]));
        OnnxGraph With(string location, string offset, string length) =>
            OnnxNetworks
                .Empty()
                .Recurrent()
                .Last()
                .Stored(
                    OnnxGraph.Tensor(
                        "output_weight",
                        OnnxGraph.Float,
                        [2, 4],
                        Entry("location", location),
                        Entry("offset", offset),
                        Entry("length", length),
                        (14, 1L)
                    )
                )
                .Floats("output_bias", [2], OnnxNetworks.Numbers(6, 2))
                .Node("Gemm", "state output_weight output_bias", "scores", ("transB", 1));
        string Message(string location, string offset = "4", string length = "32")
        {
            File.WriteAllBytes(sandbox.At("model.onnx"), With(location, offset, length).ToArray());
            return Assert
                .Single(Assert.Throws<FaultException>(() => OnnxModel.Read(sandbox.At("model.onnx"))).Faults)
                .ToString();
        }

        File.WriteAllBytes(sandbox.At("model.onnx"), With("weights.bin", "4", "32").ToArray());
        OnnxReading.AssertSame(
            OnnxNetworks.Empty().Recurrent().Last().Dense(),
            OnnxModel.Read(sandbox.At("model.onnx"))
        );
        Assert.Contains("does not hold", Message("weights.bin", offset: "5"), StringComparison.Ordinal);
        Assert.Contains("expects 32", Message("weights.bin", length: "36"), StringComparison.Ordinal);
        Assert.Contains("\"-4\"", Message("weights.bin", offset: "-4"), StringComparison.Ordinal);
        Assert.Contains("is not there", Message("other.bin"), StringComparison.Ordinal);
        Assert.Contains("own folder", Message(sandbox.At("weights.bin")), StringComparison.Ordinal);
        Assert.Contains("own folder", Message("sub/weights.bin"), StringComparison.Ordinal);
        Assert.Contains("own folder", Message(".."), StringComparison.Ordinal);
        File.CreateSymbolicLink(sandbox.At("link.bin"), "/etc/hostname");
        Assert.Contains("a link out", Message("link.bin"), StringComparison.Ordinal);
    }
}
