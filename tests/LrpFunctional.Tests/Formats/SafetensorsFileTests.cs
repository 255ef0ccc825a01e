using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Text;
using LrpFunctional.Formats.Tensors;
using LrpFunctional.Numerics;
using LrpFunctional.Tests.Reference;

namespace LrpFunctional.Tests.Formats;

public sealed class SafetensorsFileTests
{
    [Fact]
    public void All_four_types_are_read_as_the_format_stores_them()
    {
        using var sandbox = new Sandbox();
        var header = """
            {
              "__metadata__": {"a": "b"},
              "half": {"dtype": "F16", "shape": [2], "data_offsets": [0, 4]},
              "brain": {"dtype": "BF16", "shape": [2], "data_offsets": [4, 8]},
              "single": {"dtype": "F32", "shape": [1, 2], "data_offsets": [8, 16]},
              "double": {"dtype": "F64", "shape": [2, 1], "data_offsets": [16, 32]}
            }
            """;
        byte[] data =
        [
            0x00,
            0x3c,
            0x00,
            0xc1, // 1, -2.5
            0x80,
            0x3f,
            0x20,
            0xc0, // 1, -2.5
            0x00,
            0x00,
            0x80,
            0x3f,
            0x00,
            0x00,
            0x20,
            0xc0,
            0,
            0,
            0,
            0,
            0,
            0,
            0xf0,
            0x3f,
            0,
            0,
            0,
            0,
            0,
            0,
            0x04,
            0xc0,
        ];
        File.WriteAllBytes(sandbox.At("a.safetensors"), Bytes(header, data));
        var tensors = Read(sandbox.At("a.safetensors"));
        Assert.Equal(["half", "brain", "single", "double"], tensors.Select(stored => stored.Name));
        Assert.Equal(
            [ElementType.F16, ElementType.BF16, ElementType.F32, ElementType.F64],
            tensors.Select(stored => stored.Tensor.Type)
        );
        Assert.All(tensors, stored => Assert.Equal([1, -2.5], stored.Tensor.Values.Span.ToArray()));
        Assert.Equal<int>([2, 1], tensors[3].Tensor.Shape);
    }

    [Theory]
    [InlineData(ElementType.F16)]
    [InlineData(ElementType.BF16)]
    [InlineData(ElementType.F32)]
    [InlineData(ElementType.F64)]
    public void What_is_written_reads_back_the_same(ElementType type)
    {
        using var sandbox = new Sandbox();
        var tensor = new Tensor("x", type, [2, 3], Matrix.Of(2, 3, [0.5, -0.0, 1, 128, -0.25, 3]));
        using (var stream = File.Create(sandbox.At("x")))
            SafetensorsFile.Write(stream, [("x", tensor), ("y", tensor)]);
        var read = Read(sandbox.At("x"));
        Assert.Equal(tensor.Values, read[1].Tensor.Values);
        Assert.Equal(("x", type), (read[0].Name, read[0].Tensor.Type));
    }

    [Theory]
    [InlineData("""{"x":{"dtype":"F32","shape":[3],"data_offsets":[0,8]}}""", "12")]
    [InlineData("""{"x":{"dtype":"F32","shape":[2],"data_offsets":[0,4]}}""", "4 bytes at the end")]
    [InlineData("""{"x":{"dtype":"F32","shape":[2],"data_offsets":[8,16]}}""", "expected from 0")]
    [InlineData("""{"x":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}""", "belong to no tensor")]
    [InlineData(
        """{"x":{"dtype":"F32","shape":[2],"data_offsets":[0,8]},"y":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}""",
        "expected from 8"
    )]
    [InlineData("""{"x":{"dtype":"F32","shape":[4],"data_offsets":[0,16]}}""", "within the 8")]
    [InlineData("""{"x":{"dtype":"F32","shape":[2],"data_offsets":[8,0]}}""", "expected from 0")]
    [InlineData("""{"x":{"dtype":"I64","shape":[1],"data_offsets":[0,8]}}""", "I64")]
    [InlineData("""{"x":{"dtype":"F32","shape":[1,1,2],"data_offsets":[0,8]}}""", "1, 1, 2")]
    [InlineData("""{"x":{"dtype":"F32","shape":[-2],"data_offsets":[0,8]}}""", "-2")]
    [InlineData("""{"x":{"dtype":"F32","shape":[2000000000,2000000000],"data_offsets":[0,8]}}""", "2000000000")]
    [InlineData("""{"x":{"dtype":"F32","shape":"all","data_offsets":[0,8]}}""", "not understood")]
    [InlineData("""{"x":{"dtype":"F32","shape":[0.5],"data_offsets":[0,8]}}""", "not understood")]
    [InlineData("""{"x":{"dtype":"F32"}}""", "not understood")]
    [InlineData("""["x"]""", "not understood")]
    [InlineData("""{"x":""", "not understood")]
    public void A_header_that_does_not_describe_the_file_is_refused(string header, string problem)
    {
        using var sandbox = new Sandbox();
        File.WriteAllBytes(sandbox.At("bad"), Bytes(header, new byte[8]));
        var exception = Assert.Throws<FaultException>(() => Read(sandbox.At("bad")));
        Assert.Contains(problem, exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(new byte[] { 1, 2, 3 })]
    [InlineData(new byte[] { 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0 })]
    [InlineData(new byte[] { 20, 0, 0, 0, 0, 0, 0, 0, 0 })]
    public void A_file_that_ends_too_early_is_refused(byte[] bytes)
    {
        using var sandbox = new Sandbox();
        File.WriteAllBytes(sandbox.At("bad"), bytes);
        Assert.Throws<FaultException>(() => Read(sandbox.At("bad")));
    }

    private static ImmutableArray<(string Name, Tensor Tensor)> Read(string path) =>
        SafetensorsFile.Read(path).Weights().OrThrow();

    private static byte[] Bytes(string header, byte[] data)
    {
        var length = new byte[8];
        BinaryPrimitives.WriteUInt64LittleEndian(length, (ulong)header.Length);
        return [.. length, .. Encoding.UTF8.GetBytes(header), .. data];
    }
}
