using System.Collections.Immutable;
using System.Text.Json;
using LanguageExt;
using LrpFunctional.Formats.Batches;
using LrpFunctional.Formats.Models;
using LrpFunctional.Formats.Outputs;
using LrpFunctional.Formats.Sentences;
using LrpFunctional.Formats.Tensors;
using LrpFunctional.Tests.Reference;

namespace LrpFunctional.Tests.Formats;

/// <summary>No name in a file, and no link beside it, leads out of its folder.</summary>
public sealed class NeighbourTests : IDisposable
{
    private const string Part = "part.safetensors";

    private readonly Sandbox _sandbox = new();

    public NeighbourTests()
    {
        Directory.CreateDirectory(_sandbox.At("here"));
        Directory.CreateDirectory(_sandbox.At("there"));
        File.WriteAllText(_sandbox.At("there", "secret"), "a secret");
    }

    public void Dispose() => _sandbox.Dispose();

    /// <summary>Every place in a file where the name of another stands: what writes it there, and what reads it.</summary>
    private static ImmutableDictionary<string, Func<Sandbox, string, Action>> Places { get; } =
        new Dictionary<string, Func<Sandbox, string, Action>>
        {
            ["an index"] = (sandbox, name) => Reading(Index(sandbox, name)),
            ["an index, to be recorded"] = (sandbox, name) => Recording(Index(sandbox, name)),
            ["numbers"] = (sandbox, name) => Reading(Numbers(sandbox, "output_weight", name)),
            ["numbers, to be recorded"] = (sandbox, name) => Recording(Numbers(sandbox, "output_weight", name)),
            ["numbers that nobody needs"] = (sandbox, name) => Reading(Numbers(sandbox, "nobody's", name)),
            ["numbers that nobody needs, to be recorded"] = (sandbox, name) =>
                Recording(Numbers(sandbox, "nobody's", name)),
            ["a manifest"] = (sandbox, name) => Merging(Manifest(sandbox, name)),
        }.ToImmutableDictionary();

    /// <summary>Each place with each name that leads elsewhere, or could on some system.</summary>
    public static TheoryData<string, string> Names { get; } =
        Pairs(
            Places.Keys,
            [
                "../there/secret",
                "/there/secret",
                "sub/secret",
                "..\\secret",
                "..",
                ".",
                "",
                "nul\0l",
                "link",
                "folder/secret",
            ]
        );

    /// <summary>Folders of models with a file that lies beside the one that is named.</summary>
    private static ImmutableDictionary<string, Func<Sandbox, string>> Models { get; } =
        new Dictionary<string, Func<Sandbox, string>>
        {
            [Part] = sandbox => Index(sandbox, Part),
            ["model.bin"] = sandbox => Numbers(sandbox, "output_weight", "model.bin"),
            ["vocab.txt"] = sandbox => Copy(sandbox, ["Origins", "story"], "model.onnx", "vocab.txt", "config.json"),
            ["config.json"] = sandbox => Copy(sandbox, ["Origins", "story"], "model.onnx", "vocab.txt", "config.json"),
            ["beside_json.json"] = sandbox =>
                Copy(sandbox, ["KerasCompositions"], "beside_json.weights.h5", "beside_json.json"),
            ["vocab"] = sandbox =>
                Path.GetDirectoryName(Copy(sandbox, ["reference"], "vocab", "model", "embeddings.npy"))!,
            ["embeddings.npy"] = sandbox =>
                Path.GetDirectoryName(Copy(sandbox, ["reference"], "vocab", "model", "embeddings.npy"))!,
        }.ToImmutableDictionary();

    public static TheoryData<string> Besides { get; } = [.. Models.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_name_that_leads_out_of_the_folder_is_refused(string place, string name)
    {
        File.CreateSymbolicLink(_sandbox.At("here", "link"), Path.Combine("..", "there", "secret"));
        Directory.CreateSymbolicLink(_sandbox.At("here", "folder"), _sandbox.At("there"));
        var refused = Assert.Throws<FaultException>(Places[place](_sandbox, name));
        Assert.Matches(
            "the name of a file in the model's own folder is expected"
                + "|the name of a file in its own folder is expected"
                + "|is no name of a file in its own folder"
                + "|link: it is a link out of the folder of .*, where it is expected; copy the file there",
            refused.Message
        );
    }

    [Theory]
    [MemberData(nameof(Besides))]
    public void A_file_beside_a_model_may_not_be_a_link_out_of_the_folder(string name)
    {
        var model = Models[name](_sandbox);
        var path = _sandbox.At("here", name);
        var elsewhere = _sandbox.At("there", name);
        File.Move(path, elsewhere);
        File.CreateSymbolicLink(path, elsewhere);
        foreach (var look in new[] { Reading(model), Recording(model) })
            Assert.Contains(
                $"{name}: it is a link out of the folder of",
                Assert.Throws<FaultException>(look).Message,
                StringComparison.Ordinal
            );

        File.Delete(path);
        File.Copy(elsewhere, path);
        Reading(model)();
        Recording(model)();
    }

    [Theory]
    [MemberData(nameof(Besides))]
    public void In_a_cache_all_files_are_links_to_blobs_of_one_folder(string name)
    {
        var model = Models[name](_sandbox);
        foreach (var (at, path) in Directory.GetFiles(_sandbox.At("here")).Index())
        {
            var blob = Path.Combine("..", "there", $"blob-{at}");
            File.Move(path, _sandbox.At("here", blob));
            File.CreateSymbolicLink(path, blob);
        }

        Reading(model)();
        Recording(model)();
    }

    [Fact]
    public void The_file_that_is_named_may_be_a_link_anywhere()
    {
        var model = Copy(_sandbox, ["Origins", "numeric_lstm"], "model.onnx");
        File.Move(model, _sandbox.At("there", "blob"));
        File.CreateSymbolicLink(model, _sandbox.At("there", "blob"));
        Reading(model)();
        Reading(_sandbox.At("here"))();
    }

    [Theory]
    [InlineData("vocab.txt")]
    [InlineData("tokenizer.json")]
    [InlineData("vocab.json")]
    public void Words_that_are_named_may_lie_anywhere_and_a_link_beside_the_model_is_not_opened_then(string name)
    {
        var model = Copy(_sandbox, ["Origins", "story"], "model.onnx", "vocab.txt", "config.json");
        File.Move(_sandbox.At("here", "vocab.txt"), _sandbox.At("there", "words.txt"));
        File.CreateSymbolicLink(_sandbox.At("here", name), _sandbox.At("there", "secret"));
        Assert.Throws<FaultException>(Reading(model));
        Assert.True(ModelFiles.Read(model, _sandbox.At("there", "words.txt")).IsSuccess);
    }

    [SkippableFact]
    public void What_a_killed_run_is_said_to_have_left_is_not_fetched_from_elsewhere_by_a_link()
    {
        Skip.IfNot(OperatingSystem.IsLinux());
        var drafts = Directory.CreateDirectory(_sandbox.At("here", ".lrp-left"));
        if (!OperatingSystem.IsWindows())
            drafts.UnixFileMode = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
        Directory.CreateSymbolicLink(Path.Combine(drafts.FullName, "new"), _sandbox.At("there"));
        File.WriteAllText(Path.Combine(drafts.FullName, "commit"), """{"tables": ["secret"], "records": []}""");
        Leftovers.Settle(_sandbox.At("here"), _ => false);
        Assert.True(File.Exists(_sandbox.At("there", "secret")));
        Assert.Empty(Directory.GetFileSystemEntries(_sandbox.At("here")));
    }

    private static Action Reading(string model) => () => ModelFiles.Read(model).OrThrow();

    private static Action Recording(string model) =>
        () =>
        {
            foreach (var file in ModelFiles.Files(model))
                File.ReadAllBytes(file);
        };

    private static Action Merging(string manifest) => () => Shards.Find([manifest]).OrThrow();

    private static string Index(Sandbox sandbox, string part)
    {
        var model = sandbox.StateDictModel();
        File.Move(Path.Combine(model, "model.safetensors"), sandbox.At("here", Part));
        foreach (var beside in Directory.GetFiles(model))
            File.Move(beside, sandbox.At("here", Path.GetFileName(beside)));
        var names = SafetensorsFile.Read(sandbox.At("here", Part)).Tensors.Select(tensor => tensor.Name);
        return sandbox.Write(
            Path.Combine("here", "model.safetensors.index.json"),
            JsonSerializer.Serialize(new { weight_map = names.ToDictionary(name => name, _ => part) })
        );
    }

    // The file of numbers is there under its usual name.
    private static string Numbers(Sandbox sandbox, string tensor, string location)
    {
        var bytes = Onnx.OnnxReading.Bytes(OnnxNetworks.Numbers(5, 8));
        File.WriteAllBytes(sandbox.At("here", "model.bin"), bytes);
        var elsewhere = OnnxGraph.Tensor(
            tensor,
            OnnxGraph.Float,
            [2, 4],
            (13, OnnxGraph.Message([(1, "location"), (2, location)])),
            (14, 1L)
        );
        var graph = OnnxNetworks
            .Empty()
            .Recurrent()
            .Last()
            .Stored(elsewhere)
            .Floats("output_bias", [2], OnnxNetworks.Numbers(6, 2))
            .Node("Gemm", "state output_weight output_bias", "scores", ("transB", 1));
        var whole =
            tensor == "output_weight" ? graph : graph.Floats("output_weight", [2, 4], OnnxNetworks.Numbers(5, 8));
        File.WriteAllBytes(sandbox.At("here", "model.onnx"), whole.ToArray());
        return sandbox.At("here", "model.onnx");
    }

    private static string Manifest(Sandbox sandbox, string table) =>
        sandbox.Write(
            Path.Combine("here", "words.manifest.json"),
            ManifestFile.Text(
                new Manifest("lrp 1.2.3", "explain", [], [], "abcd", new Shard(0, 1, 5))
                {
                    IsComplete = true,
                    Tables = [new("--out", table, 8, Option<string>.None)],
                }
            )
        );

    private static string Copy(Sandbox sandbox, ImmutableArray<string> fixture, params ImmutableArray<string> files)
    {
        foreach (var file in files)
            File.Copy(Sandbox.Fixture([.. fixture, file]), sandbox.At("here", file));
        return sandbox.At("here", files[0]);
    }

    private static TheoryData<string, string> Pairs(IEnumerable<string> places, ImmutableArray<string> names)
    {
        var pairs = new TheoryData<string, string>();
        foreach (var place in places)
        foreach (var name in names)
            pairs.Add(place, name);
        return pairs;
    }
}
