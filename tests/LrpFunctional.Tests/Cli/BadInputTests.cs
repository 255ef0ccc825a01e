using System.Text;
using CliWrap.Buffered;
using LrpFunctional.Formats.Models;
using LrpFunctional.Formats.Tensors;
using LrpFunctional.Numerics;
using LrpFunctional.Tests.Reference;

namespace LrpFunctional.Tests.Cli;

/// <summary>Each mistake gets a message that names the place, an exit code, and leaves no file behind.</summary>
public sealed class BadInputTests : IDisposable
{
    private readonly Sandbox _sandbox = new();

    public void Dispose() => _sandbox.Dispose();

    [Theory]
    [InlineData("vocab")]
    [InlineData("model")]
    [InlineData("embeddings.npy")]
    public async Task A_missing_file_of_a_reference_model(string file)
    {
        File.Delete(Path.Combine(_sandbox.ReferenceModel(), file));
        await RefusesModel(_sandbox.At("reference"), $"reference/{file}: there is no such file");
    }

    [Fact]
    public async Task An_unknown_word_without_a_vocabulary()
    {
        File.Delete(Path.Combine(_sandbox.StateDictModel(), "vocab.txt"));
        await RefusesModel(
            _sandbox.At("model"),
            "model/vocab.txt: there is no such file, but config.json names an unknown word"
        );
    }

    [Fact]
    public async Task A_missing_folder_an_empty_folder_and_missing_data()
    {
        await RefusesModel(_sandbox.At("nowhere"), "there is no such file or folder");
        await RefusesModel(_sandbox.Root, "there is no model", "model.safetensors");
        await Refuses(["--data", _sandbox.At("nothing.txt")], "nothing.txt: there is no such file");
        await Refuses(["--data", _sandbox.Root], "it cannot be read");
    }

    [Theory]
    [InlineData("vocab")]
    [InlineData("model")]
    [InlineData("embeddings.npy")]
    public async Task A_truncated_or_foreign_file_of_a_reference_model(string file)
    {
        var path = Path.Combine(_sandbox.ReferenceModel(), file);
        var whole = File.ReadAllBytes(path);
        File.WriteAllBytes(path, whole[..^20]);
        await RefusesModel(_sandbox.At("reference"), $"reference/{file}: ");
        File.WriteAllText(path, "This is no such thing, but some other text.");
        await RefusesModel(_sandbox.At("reference"), $"reference/{file}: ");
    }

    [Fact]
    public async Task A_truncated_or_foreign_safetensors_file()
    {
        var path = Path.Combine(_sandbox.StateDictModel(), "model.safetensors");
        File.WriteAllBytes(path, File.ReadAllBytes(path)[..^20]);
        await RefusesModel(_sandbox.At("model"), "output.weight: its bytes are");
        File.WriteAllText(path, "This is no such thing.");
        await RefusesModel(_sandbox.At("model"), "model.safetensors: its first eight bytes");
    }

    [Theory]
    [InlineData("{\"classes\": [", "config.json: it is not understood")]
    [InlineData("{\"colour\": 1}", "colour")]
    [InlineData("{\"gate_order\": \"ifgg\"}", "gate_order is \"ifgg\"")]
    [InlineData("{\"tokenisation\": {\"scheme\": \"sms\"}}", "scheme is \"sms\"")]
    [InlineData("{\"unknown_word\": \"nix\"}", "the unknown word \"nix\" is not in the vocabulary")]
    [InlineData("{\"classes\": [\"good\", \"bad\"]}", "5 rows, but 2 classes are named")]
    [InlineData(
        "{\"polarity\": {\"negative\": [0], \"positive\": [5]}}",
        "polarity names a class that is none of 0 to 4"
    )]
    [InlineData("null", "it holds null")]
    [InlineData("{\"classes\": [null, \"1\", \"2\", \"3\", \"4\"]}", "a class has no name")]
    public async Task A_configuration_that_is_not_understood(string json, string message)
    {
        File.WriteAllText(Path.Combine(_sandbox.StateDictModel(), "config.json"), json);
        await RefusesModel(_sandbox.At("model"), message);
    }

    [Theory]
    [InlineData("evil.pickle", "posix.system")]
    [InlineData("float.pickle", "BINFLOAT")]
    public async Task A_pickle_that_asks_for_anything_but_arrays(string pickle, string name)
    {
        File.Copy(Sandbox.Fixture(pickle), Path.Combine(_sandbox.ReferenceModel(), "model"), overwrite: true);
        await RefusesModel(_sandbox.At("reference"), "reference/model: ", name, "refused");
        Assert.False(File.Exists("/tmp/lrp-was-here"));
    }

    [Fact]
    public async Task Wrong_shapes_are_all_named_at_once_with_both_shapes()
    {
        Rewrite(
            ("lstm.weight_hh_l0_reverse", tensor => tensor with { Shape = [7, 2], Values = Matrix.Zero(7, 2) }),
            ("output.weight", tensor => tensor with { Shape = [5, 3], Values = Matrix.Zero(5, 3) })
        );
        File.WriteAllText(_sandbox.At("model", "vocab.txt"), "<unk>\ngood\nbad\ngood\n");
        await RefusesModel(
            _sandbox.At("model"),
            "model.safetensors: lstm.weight_hh_l0_reverse: the shape is 7×2, where 8×2 is expected",
            "model.safetensors: output.weight: the shape is 5×3, where 5×4 is expected",
            "model.safetensors: embedding.weight: there are 6 rows, but the vocabulary has 4 words",
            "vocab.txt: the word \"good\" stands at 2 and again at 4"
        );
    }

    [Fact]
    public async Task A_shape_that_is_no_shape_and_a_key_that_comes_twice()
    {
        var header = $"{{'descr': '<f8', 'fortran_order': False, 'shape': ({new string('1', 60)}x), }}";
        File.WriteAllBytes(Path.Combine(_sandbox.ReferenceModel(), "embeddings.npy"), Sandbox.Npy(header, []));
        await RefusesModel(_sandbox.At("reference"), "embeddings.npy: its shape is (111");
        File.WriteAllBytes(
            Path.Combine(_sandbox.At("reference"), "model"),
            [0x80, 4, .. "}("u8, 0x8c, 1, .. "aK"u8, 1, 0x8c, 1, .. "aK"u8, 2, .. "u."u8]
        );
        await RefusesModel(_sandbox.At("reference"), "reference/model: a: the array is not expected");
    }

    [Fact]
    public async Task Missing_tensors_are_named()
    {
        var model = ModelFiles.Read(_sandbox.StateDictModel()).OrThrow();
        _sandbox.WriteTensors(model.Tensors.Remove("lstm.weight_hh_l0"));
        await RefusesModel(_sandbox.At("model"), "lstm.weight_hh_l0: the tensor is missing");
        _sandbox.WriteTensors(model.Tensors.Remove("lstm.bias_ih_l0"));
        await RefusesModel(
            _sandbox.At("model"),
            "lstm.bias_ih_l0: the tensor is missing, while the cell's other bias is there"
        );
        File.Copy(
            Sandbox.Fixture("vocab-protocol4.pickle"),
            Path.Combine(_sandbox.ReferenceModel(), "model"),
            overwrite: true
        );
        await RefusesModel(_sandbox.At("reference"), "it does not hold a dictionary of arrays");
    }

    [Theory]
    [InlineData(double.NaN, "NaN")]
    [InlineData(double.PositiveInfinity, "Infinity")]
    public async Task A_weight_that_is_not_finite(double value, string name)
    {
        var weights = ModelFiles
            .Read(_sandbox.StateDictModel())
            .OrThrow()
            .Tensors["lstm.weight_ih_l0"]
            .Values.Span.ToArray();
        weights[(5 * 3) + 2] = value;
        Rewrite(("lstm.weight_ih_l0", tensor => tensor with { Values = Matrix.Of(8, 3, [.. weights]) }));
        File.WriteAllText(_sandbox.At("model", "config.json"), "{\"gate_order\": \"ogfi\"}");
        await RefusesModel(_sandbox.At("model"), $"model.safetensors: lstm.weight_ih_l0: row 5, column 2 holds {name}");
    }

    [Fact]
    public async Task A_vocabulary_that_does_not_fit_the_embeddings_or_has_a_word_twice()
    {
        var path = Path.Combine(_sandbox.StateDictModel(), "vocab.txt");
        File.WriteAllText(path, "<unk>\ngood\nbad\n");
        await RefusesModel(_sandbox.At("model"), "embedding.weight: there are 6 rows, but the vocabulary has 3 words");
        File.WriteAllText(path, "<unk>\ngood\nbad\ngood\nx\n.\n");
        await RefusesModel(_sandbox.At("model"), "vocab.txt: the word \"good\" stands at 2 and again at 4");
        File.WriteAllText(path, "<unk>\ngood\nbad\nx\ny\n.\n", new UTF8Encoding(encoderShouldEmitUTF8Identifier: true));
        Assert.Equal(0, (await LrpCommand.Run("explain", "--model", _sandbox.At("model"), "--text", "xyzzy")).ExitCode);
        File.WriteAllBytes(path, [0xff, 0xfe, 0x0a]);
        await RefusesModel(_sandbox.At("model"), "vocab.txt: it is not UTF-8 text");
    }

    [Fact]
    public async Task An_unknown_word_without_a_policy()
    {
        await Refuses(
            ["--data", _sandbox.Write("data.txt", "1\tgood\n1\tbad | xyzzy\n"), "--unknown", "error"],
            "data.txt, line 2: the word \"xyzzy\" is not in the vocabulary"
        );
        await Refuses(["--text", "bad xyzzy", "--unknown", "error"], "--text, sentence 1: the word \"xyzzy\"");
        File.WriteAllText(Path.Combine(_sandbox.StateDictModel(), "config.json"), "{}");
        await Refuses(["--model", _sandbox.At("model"), "--text", "xyzzy"], "the word \"xyzzy\"");
        await Refuses(
            ["--model", _sandbox.At("model"), "--text", "good", "--unknown", "unk"],
            "--unknown unk: the model has no unknown word"
        );
    }

    [Theory]
    [InlineData("3\tgood\nx\tbad\n", "line 2: the label is \"x\", where a number from 1 to 5 is expected")]
    [InlineData("0\tgood\n", "line 1: the label is \"0\"")]
    [InlineData("6\tgood\n", "line 1: the label is \"6\"")]
    [InlineData("1.5\tgood\n", "line 1: the label is \"1.5\"")]
    [InlineData("1\tgood\n\n2\tbad\n", "line 2: there is no sentence")]
    [InlineData("1\t\n", "line 1: there is no sentence")]
    [InlineData("1\tgood |  | bad\n", "line 1: word 2 is \"\"")]
    [InlineData(
        "this is plain text\n",
        "line 1: word 1 is \"this is plain text\", where a word without blanks is expected"
    )]
    [InlineData("", "data.txt: there is no sentence")]
    public async Task A_line_that_is_not_of_the_format(string text, string message) =>
        await Refuses(["--data", _sandbox.Write("data.txt", text)], message);

    [Fact]
    public async Task Data_that_is_not_UTF8_or_a_text_without_words()
    {
        File.WriteAllBytes(_sandbox.At("latin1.txt"), Encoding.Latin1.GetBytes("1\tcafé\n"));
        await Refuses(["--data", _sandbox.At("latin1.txt")], "latin1.txt: it is not UTF-8 text");
        await Refuses(["--text", " "], "--text, sentence 1: there is no word");
    }

    [Theory]
    [InlineData(
        "5",
        "it is \"5\", where predicted, second, label, all, a class from 0 to 4, or two like predicted-second "
            + "are expected"
    )]
    [InlineData("-1", "it is \"-1\"")]
    [InlineData("best", "it is \"best\"")]
    [InlineData("label", "--text, sentence 1: the target is the label, but the sentence has none")]
    public async Task A_target_out_of_range_or_not_there(string target, string message) =>
        await Refuses(["--text", "good", "--target", target], message);

    [Theory]
    [InlineData("--epsilon", "-0.1", "--epsilon: it is -0.1")]
    [InlineData("--epsilon", "NaN", "--epsilon: it is NaN")]
    [InlineData("--epsilon", "tiny", "\"tiny\" is no number")]
    [InlineData("--epsilon", "0,001", "\"0,001\" is no number")]
    [InlineData("--bias-factor", "1,5", "\"1,5\" is no number")]
    [InlineData("--model", "", "--model is empty")]
    [InlineData("--scores", "", "--scores is empty")]
    [InlineData("--bias-factor", "Infinity", "--bias-factor: it is Infinity")]
    [InlineData("--threads", "0", "--threads: it is 0")]
    [InlineData("--threads", "-2", "--threads: it is -2")]
    [InlineData("--method", "magic", "magic")]
    [InlineData("--unknown", "guess", "guess")]
    [InlineData("--frobnicate", "1", "--frobnicate")]
    [InlineData("--data", "x.txt", "--data and --text are both given")]
    public async Task An_option_out_of_range(string option, string value, string message) =>
        await Refuses(["--text", "good", option, value], message);

    [Fact]
    public async Task An_output_that_has_no_place()
    {
        var nowhere = await LrpCommand.Run("explain", "--text", "good", "--out", _sandbox.At("nowhere", "words.csv"));
        AssertRefused(nowhere, "words.csv: the folder does not exist");
        AssertRefused(await LrpCommand.Run("explain", "--text", "good", "--out", _sandbox.Root), "it is a folder");
        AssertRefused(
            await LrpCommand.Run(
                "explain",
                "--text",
                "good",
                "--out",
                _sandbox.At("a"),
                "--scores",
                _sandbox.At(".", "a")
            ),
            "--scores: it names the same file"
        );
        AssertRefused(
            await LrpCommand.Run("convert", Sandbox.Fixture("reference"), _sandbox.Root),
            "it exists already"
        );
        AssertRefused(
            await LrpCommand.Run("convert", Sandbox.Fixture("reference"), _sandbox.At("no", "where")),
            "does not exist"
        );
        Assert.Empty(Directory.GetFileSystemEntries(_sandbox.Root));
    }

    [SkippableTheory]
    [InlineData("explain", "--text", "good", "--out", "/dev/full")]
    [InlineData("predict", "--text", "good", "--out", "/dev/full")]
    public async Task A_full_disk(params string[] arguments)
    {
        Skip.IfNot(OperatingSystem.IsLinux(), "the devices that stand for a full disk are Linux's");
        var result = await LrpCommand.Run(arguments);
        Assert.Equal(1, result.ExitCode);
        Assert.StartsWith("lrp: the output cannot be written", result.StandardError, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_fault_late_in_the_data_leaves_the_old_file_as_it_was()
    {
        var output = _sandbox.Write("words.csv", "old");
        var data = _sandbox.Write("data.txt", string.Concat(Enumerable.Repeat("1\tgood | film\n", 5000)) + "9\tbad\n");
        AssertRefused(
            await LrpCommand.Run("explain", "--data", data, "--out", output, "--scores", _sandbox.At("scores.csv")),
            "line 5001: the label is \"9\""
        );
        Assert.Equal("old", File.ReadAllText(output));
        Assert.Equal(2, Directory.GetFiles(_sandbox.Root).Length);
    }

    private void Rewrite(params (string Name, Func<Tensor, Tensor> Change)[] changes)
    {
        var tensors = ModelFiles.Read(Sandbox.Fixture("reference")).OrThrow().Tensors;
        if (!Directory.Exists(_sandbox.At("model")))
            _sandbox.StateDictModel();
        _sandbox.WriteTensors(
            tensors.SetItems(
                changes.Select(change => KeyValuePair.Create(change.Name, change.Change(tensors[change.Name])))
            )
        );
    }

    private Task RefusesModel(string model, params string[] messages) =>
        Refuses(["--model", model, "--text", "good"], messages);

    private async Task Refuses(string[] arguments, params string[] messages)
    {
        var before = Directory.GetFileSystemEntries(_sandbox.Root, "*", SearchOption.AllDirectories).Length;
        AssertRefused(await LrpCommand.Run(["explain", .. arguments, "--out", _sandbox.At("words.csv")]), messages);
        Assert.Equal(before, Directory.GetFileSystemEntries(_sandbox.Root, "*", SearchOption.AllDirectories).Length);
    }

    private static void AssertRefused(BufferedCommandResult result, params string[] messages)
    {
        Assert.Equal((2, ""), (result.ExitCode, result.StandardOutput));
        Assert.All(
            result.StandardError.TrimEnd('\n').Split('\n'),
            line => Assert.StartsWith("lrp: ", line, StringComparison.Ordinal)
        );
        foreach (var message in messages)
            Assert.Contains(message, result.StandardError, StringComparison.Ordinal);
    }
}
