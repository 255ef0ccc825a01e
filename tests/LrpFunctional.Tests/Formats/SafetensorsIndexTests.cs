using LrpFunctional.Formats.Tensors;
using LrpFunctional.Numerics;
using LrpFunctional.Tests.Reference;

namespace LrpFunctional.Tests.Formats;

public sealed class SafetensorsIndexTests : IDisposable
{
    private readonly Sandbox _sandbox = new();

    public SafetensorsIndexTests()
    {
        Write("model-00001-of-00002.safetensors", ("a", 1), ("b", 2));
        Write("model-00002-of-00002.safetensors", ("c", 3));
    }

    public void Dispose() => _sandbox.Dispose();

    [Fact]
    public void Tensors_in_several_files_are_read_as_if_they_were_in_one()
    {
        var tensors = SafetensorsIndex
            .Read(
                Index(
                    ("c", "model-00002-of-00002.safetensors"),
                    ("a", "model-00001-of-00002.safetensors"),
                    ("b", "model-00001-of-00002.safetensors")
                )
            )
            .Weights()
            .OrThrow();
        Assert.Equal(
            [("c", 3d), ("a", 1d), ("b", 2d)],
            tensors.Select(stored => (stored.Name, stored.Tensor.Values[0, 0]))
        );
        Assert.EndsWith("model-00002-of-00002.safetensors: c", tensors[0].Tensor.Place, StringComparison.Ordinal);
    }

    [Fact]
    public void Each_tensor_that_is_not_where_the_index_says_is_named()
    {
        var exception = Refused(
            Index(
                ("a", "model-00001-of-00002.safetensors"),
                ("b", "model-00002-of-00002.safetensors"),
                ("c", "model-00002-of-00002.safetensors")
            )
        );
        Assert.Equal(["b", "b"], exception.Faults.Select(fault => fault.Where.Split(": ")[^1]));
        Assert.Contains(
            "the tensor is not in model-00002-of-00002.safetensors",
            exception.Message,
            StringComparison.Ordinal
        );
        Assert.Contains(
            "model-00001-of-00002.safetensors: b: the index does not name this tensor",
            exception.Message,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void A_missing_file_is_named() =>
        Assert.Contains(
            "model-00003-of-00003.safetensors: there is no such file",
            Refused(Index(("a", "model-00003-of-00003.safetensors"))).Message,
            StringComparison.Ordinal
        );

    [Theory]
    [InlineData("../model.safetensors")]
    [InlineData("/model.safetensors")]
    [InlineData("parts/model.safetensors")]
    [InlineData("parts\\\\model.safetensors")]
    [InlineData("c:model.safetensors")]
    [InlineData("..")]
    [InlineData("")]
    public void A_file_outside_the_folder_is_never_opened(string file) =>
        Assert.Contains(
            "the name of a file in its own folder is expected",
            Refused(Index(("a", file))).Message,
            StringComparison.Ordinal
        );

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"weight_map": ["a"]}""")]
    [InlineData("""{"weight_map": {"a": 1}}""")]
    [InlineData("""{"weight_map": {"a": "x", "a": "x"}}""")]
    public void What_is_no_index_is_refused(string text) =>
        Assert.Contains(
            "index.json: it ",
            Refused(_sandbox.Write("model.safetensors.index.json", text)).Message,
            StringComparison.Ordinal
        );

    private static FaultException Refused(string path) =>
        Assert.Throws<FaultException>(() => SafetensorsIndex.Read(path));

    private string Index(params (string Tensor, string File)[] map) =>
        _sandbox.Write(
            "model.safetensors.index.json",
            $$"""{"metadata": {"total_size": 24}, "weight_map": { {{string.Join(", ", map.Select(entry => $"\"{entry.Tensor}\": \"{entry.File}\""))}} } }"""
        );

    private void Write(string file, params (string Name, double Value)[] tensors)
    {
        using var stream = File.Create(_sandbox.At(file));
        SafetensorsFile.Write(
            stream,
            [
                .. tensors.Select(tensor =>
                    (tensor.Name, new Tensor(tensor.Name, ElementType.F64, [1], Matrix.Of(1, 1, [tensor.Value])))
                ),
            ]
        );
    }
}
