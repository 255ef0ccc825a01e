using System.Text;
using LrpFunctional.Formats.Hdf5;
using LrpFunctional.Formats.Models;
using LrpFunctional.Formats.Models.Keras;
using LrpFunctional.Tests.Cli;
using LrpFunctional.Tests.Reference;

namespace LrpFunctional.Tests.FieldCases;

/// <summary>Files in which a name that is to stand for one thing is there twice.</summary>
public sealed class NamesTwiceTests : IDisposable
{
    private readonly Sandbox _sandbox = new();

    public void Dispose() => _sandbox.Dispose();

    [Fact]
    [Trait(FieldCase.Trait, "index-part-tensor-twice")]
    public async Task A_tensor_that_a_part_holds_twice_is_refused_by_name()
    {
        var result = await LrpCommand.Run("info", "--model", FieldCase.At("index-part-tensor-twice"));
        Assert.Equal(2, result.ExitCode);
        var line = Assert.Single(result.StandardError.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        Assert.Contains("part.safetensors: output.bias: two tensors have this name", line, StringComparison.Ordinal);
    }

    [Fact]
    public void So_is_one_in_a_file_alone() =>
        AssertRefused(
            Safetensors(
                """{"a": {"dtype": "F32", "shape": [1], "data_offsets": [0, 4]}, "a": {"dtype": "F32", "shape": [1], "data_offsets": [4, 8]}}""",
                8
            ),
            "model.safetensors: a: two tensors have this name"
        );

    [Fact]
    public void So_is_what_the_header_says_of_it() =>
        AssertRefused(
            Safetensors("""{"a": {"dtype": "F32", "dtype": "F16", "shape": [1], "data_offsets": [0, 4]}}""", 4),
            "model.safetensors: a: the header says one thing of it twice"
        );

    [Theory]
    [InlineData("""{"weight_map": {"a": "x.safetensors", "a": "y.safetensors"}}""")]
    [InlineData("""{"weight_map": {"a": "x.safetensors"}, "weight_map": {"b": "y.safetensors"}}""")]
    public void So_is_an_index(string index) =>
        AssertRefused(_sandbox.Write("model.safetensors.index.json", index), "uplicate");

    [Theory]
    [InlineData("""{"classes": ["a"], "classes": ["b"]}""", "config.json: a setting is there twice")]
    [InlineData("""{"names": {"lstm": "x", "lstm": "y"}}""", "config.json: a setting is there twice")]
    [InlineData(
        """{"tokenisation": {"scheme": "whitespace", "scheme": "penn-treebank"}}""",
        "config.json: a setting is there twice"
    )]
    [InlineData("""{"names": {"lstm": "x", "gru": "x"}}""", "names says of gru and of lstm that it is x")]
    [InlineData("""{"classes": ["good", "good"]}""", "config.json: two classes have the same name")]
    public void So_is_a_setting(string config, string words)
    {
        File.Copy(FieldCase.At("record-of-probabilities", "m", "model.safetensors"), _sandbox.At("model.safetensors"));
        _sandbox.Write("config.json", config);
        AssertRefused(_sandbox.Root, words);
    }

    [Fact]
    public void So_is_a_setting_of_Keras()
    {
        var exception = Assert.Throws<FaultException>(() =>
            KerasConfig.Parse("model.keras", Encoding.UTF8.GetBytes("""{"units": 2, "units": 3}"""))
        );
        Assert.Contains(
            "model.keras: it is no JSON (Duplicate property 'units'",
            exception.Message,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void So_is_an_attribute_in_HDF5()
    {
        // The name of one attribute written over that of another.
        var bytes = File.ReadAllBytes(Sandbox.Fixture("Hdf5", "kinds.h5"));
        var at = bytes.AsSpan().IndexOf("none\0"u8);
        "list"u8.CopyTo(bytes.AsSpan(at));
        var group = Hdf5Object.Root("kinds.h5", bytes)["texts"];
        Assert.Contains(
            "two attributes of an object are called list",
            Assert.Throws<FaultException>(() => group.Texts("list")).Message,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void So_is_an_output_of_a_graph() =>
        AssertRefused(Graph(OnnxNetworks.Empty().Output("scores")), "two outputs are called \"scores\"");

    [Fact]
    public void So_is_an_opset_of_a_graph()
    {
        var whole = OnnxNetworks.Empty().Recurrent().Last().Dense().ToArray();
        File.WriteAllBytes(
            _sandbox.At("model.onnx"),
            [.. whole, .. OnnxGraph.Message([(8, OnnxGraph.Message([(1, ""), (2, 11L)]))])]
        );
        AssertRefused(_sandbox.At("model.onnx"), "of several opsets at once, 17, 11");
    }

    private string Graph(OnnxGraph graph)
    {
        File.WriteAllBytes(_sandbox.At("model.onnx"), graph.Recurrent().Last().Dense().ToArray());
        return _sandbox.At("model.onnx");
    }

    private string Safetensors(string header, int numbers)
    {
        byte[] text = Encoding.UTF8.GetBytes(header);
        File.WriteAllBytes(
            _sandbox.At("model.safetensors"),
            [.. BitConverter.GetBytes((ulong)text.Length), .. text, .. new byte[numbers]]
        );
        return _sandbox.At("model.safetensors");
    }

    private static void AssertRefused(string path, string words)
    {
        var faults = ModelFiles.Read(path).FailToSeq();
        Assert.Contains(faults, fault => fault.ToString().Contains(words, StringComparison.Ordinal));
    }
}
