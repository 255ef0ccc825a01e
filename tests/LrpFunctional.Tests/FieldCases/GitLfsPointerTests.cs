using LrpFunctional.Tests.Cli;
using LrpFunctional.Tests.Reference;

namespace LrpFunctional.Tests.FieldCases;

/// <summary>A clone without Git LFS, which leaves a text of three lines in place of each large file.</summary>
public sealed class GitLfsPointerTests : IDisposable
{
    private const string Told = "it is a Git LFS pointer, and not the file itself; run git lfs pull";

    private readonly Sandbox _sandbox = new();

    public void Dispose() => _sandbox.Dispose();

    [Theory]
    [InlineData("model.onnx")]
    [InlineData("model.h5")]
    [InlineData("model.keras")]
    [InlineData("model.safetensors")]
    [Trait(FieldCase.Trait, "git-lfs-pointer")]
    public async Task A_model_that_is_a_pointer_is_told_as_one(string model) =>
        await AssertTold(
            FieldCase.At("git-lfs-pointer", model),
            "info",
            "--model",
            FieldCase.At("git-lfs-pointer", model)
        );

    [Theory]
    [InlineData("vocab.txt")]
    [InlineData("config.json")]
    public async Task So_is_a_file_beside_a_model(string name)
    {
        File.Copy(FieldCase.At("record-of-probabilities", "m", "model.safetensors"), _sandbox.At("model.safetensors"));
        await AssertTold(Pointer(name), "info", "--model", _sandbox.Root);
    }

    [Fact]
    public async Task So_is_an_array_of_numbers() =>
        await AssertTold(Pointer("model.npz"), "info", "--model", _sandbox.Root);

    [Fact]
    public async Task So_is_a_part_of_a_model()
    {
        _sandbox.Write("model.safetensors.index.json", """{"weight_map": {"output.weight": "part.safetensors"}}""");
        await AssertTold(Pointer("part.safetensors"), "info", "--model", _sandbox.Root);
    }

    [Fact]
    public async Task So_are_the_numbers_of_a_graph_that_lie_beside_it()
    {
        (int, object) Entry(string key, string value) => (13, OnnxGraph.Message([(1, key), (2, value)]));
        var graph = OnnxNetworks
            .Empty()
            .Recurrent()
            .Last()
            .Stored(
                OnnxGraph.Tensor("output_weight", OnnxGraph.Float, [2, 4], Entry("location", "weights.bin"), (14, 1L))
            )
            .Node("Gemm", "state output_weight", "scores", ("transB", 1));
        File.WriteAllBytes(_sandbox.At("model.onnx"), graph.ToArray());
        await AssertTold(Pointer("weights.bin"), "info", "--model", _sandbox.At("model.onnx"));
    }

    [Theory]
    [InlineData("data.txt")]
    [InlineData("data.jsonl")]
    [InlineData("data.csv")]
    [InlineData("data.npy")]
    [InlineData("data.npz")]
    [InlineData("data.trees")]
    public async Task So_are_sentences(string name) =>
        await AssertTold(Pointer(name), "predict", "--data", _sandbox.At(name));

    [Fact]
    public async Task So_is_a_record() =>
        await AssertTold(
            Pointer("record.npz"),
            "verify-model",
            FieldCase.At("record-of-probabilities", "m"),
            "--against",
            _sandbox.At("record.npz")
        );

    private static async Task AssertTold(string path, params string[] arguments)
    {
        var result = await LrpCommand.Run(arguments);
        Assert.Equal(2, result.ExitCode);
        Assert.Equal(
            $"lrp: {path}: {Told}",
            Assert.Single(result.StandardError.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        );
    }

    private string Pointer(string name)
    {
        File.Copy(FieldCase.At("git-lfs-pointer", "model.onnx"), _sandbox.At(name));
        return _sandbox.At(name);
    }
}
