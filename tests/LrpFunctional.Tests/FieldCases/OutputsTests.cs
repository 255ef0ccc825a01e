using System.Runtime.Versioning;
using CliWrap.Buffered;
using LrpFunctional.Formats.Models;
using LrpFunctional.Tests.Cli;
using LrpFunctional.Tests.Reference;

namespace LrpFunctional.Tests.FieldCases;

/// <summary>Nothing of the user's is lost: outputs that are inputs, links, and files that are no records.</summary>
public sealed class OutputsTests : IDisposable
{
    private static readonly string[] Good = ["--text", "good"];

    private readonly Sandbox _sandbox = new();

    public void Dispose() => _sandbox.Dispose();

    [Theory]
    [Trait(FieldCase.Trait, "out-is-input")]
    [InlineData("explain", "--out", "reviews.csv")]
    [InlineData("explain", "--scores", "m/../reviews.csv")]
    [InlineData("explain", "--totals", "./reviews.csv")]
    [InlineData("explain", "--ledger", "reviews.csv")]
    [InlineData("predict", "--out", "./m/../reviews.csv")]
    [InlineData("compare", "--out", "reviews.csv")]
    [InlineData("compare", "--costs", "reviews.csv")]
    [InlineData("sweep", "--out", "reviews.csv")]
    public async Task An_output_that_is_the_data_is_refused_and_the_data_stays(
        string command,
        string option,
        string path
    )
    {
        var data = Case("reviews.csv");
        string[] arguments = [command, "--data", data, option, _sandbox.At(path)];
        await Refuses(arguments, data, $"{option}: it names the same file as --data {data}");
    }

    [SkippableTheory]
    [Trait(FieldCase.Trait, "out-is-input")]
    [InlineData("ln reviews.csv other.csv", "other.csv")]
    [InlineData("ln -s reviews.csv other.csv", "other.csv")]
    [InlineData("ln -s m folder; ln -s folder/../reviews.csv other.csv", "other.csv")]
    [InlineData("ln -s . here", "here/reviews.csv")]
    public async Task A_link_does_not_hide_that_it_is_the_data(string links, string output)
    {
        Skip.IfNot(OperatingSystem.IsLinux(), "hard links are known on Linux only");
        var data = Case("reviews.csv");
        await Shell(links);
        await Refuses(["explain", "--data", data, "--out", _sandbox.At(output)], data, SameAs("data"));
        await Refuses(["explain", "--data", _sandbox.At(output), "--out", data], data, SameAs("data"));
    }

    [SkippableTheory]
    [Trait(FieldCase.Trait, "out-is-input")]
    [InlineData("--data - --format csv --out reviews.csv < reviews.csv")]
    [InlineData("--data reviews.csv >> reviews.csv")]
    [InlineData("--data reviews.csv --scores scores.csv >> reviews.csv")]
    public async Task A_redirection_does_not_hide_it_either(string arguments)
    {
        Skip.IfNot(OperatingSystem.IsLinux(), "what a redirection leads to is known on Linux only");
        var data = Case("reviews.csv");
        var before = File.ReadAllText(data);
        var result = await Lrp("explain " + arguments);
        Assert.Equal(2, result.ExitCode);
        Assert.Contains("it names the same file as --data", result.StandardError, StringComparison.Ordinal);
        Assert.Equal(before, File.ReadAllText(data));
    }

    [Theory]
    [Trait(FieldCase.Trait, "out-is-input")]
    [Trait(FieldCase.Trait, "data-overwritten")]
    [InlineData("model.safetensors")]
    [InlineData("config.json")]
    [InlineData("vocab.txt")]
    public async Task An_output_that_is_part_of_the_model_is_refused(string file)
    {
        var model = Path.Combine(_sandbox.StateDictModel(), file);
        await Refuses(["explain", "--model", _sandbox.At("model"), .. Good, "--out", model], model, SameAs("model"));
    }

    [Fact]
    [Trait(FieldCase.Trait, "out-is-input")]
    public async Task An_output_that_is_a_vocabulary_of_its_own_or_a_record_over_an_input_is_refused()
    {
        _sandbox.StateDictModel();
        File.Move(_sandbox.At("model", "vocab.txt"), _sandbox.At("words.txt"));
        var (model, words) = (_sandbox.At("model"), _sandbox.At("words.txt"));
        await Refuses(["explain", "--model", model, "--vocab", words, .. Good, "--out", words], words, SameAs("vocab"));
        var data = _sandbox.Write("good.meta.json", "1\tgood\n");
        string[] recorded = ["explain", "--data", data, "--format", "tokens", "--out", _sandbox.At("good.csv")];
        await Refuses(recorded, data, "the record beside --out: it names the same file as --data");
    }

    [Fact]
    [Trait(FieldCase.Trait, "out-is-input")]
    public async Task An_output_that_is_a_file_of_a_model_in_parts_is_refused()
    {
        _sandbox.StateDictModel();
        var part = _sandbox.At("model", "part.safetensors");
        File.Move(_sandbox.At("model", "model.safetensors"), part);
        var names = ModelFiles.Read(Sandbox.Fixture("reference")).OrThrow().Tensors.Keys;
        var map = string.Join(", ", names.Select(name => $"\"{name}\": \"part.safetensors\""));
        File.WriteAllText(_sandbox.At("model", "model.safetensors.index.json"), $"{{\"weight_map\": {{{map}}}}}");
        await Refuses(["explain", "--model", _sandbox.At("model"), .. Good, "--out", part], part, SameAs("model"));
    }

    [Fact]
    [Trait(FieldCase.Trait, "out-is-input")]
    public async Task An_output_that_holds_the_numbers_of_an_onnx_model_is_refused()
    {
        var (model, numbers) = (_sandbox.At("model.onnx"), _sandbox.At("weights.bin"));
        (int, object) Entry(string key, string value) => (13, OnnxGraph.Message([(1, key), (2, value)]));
        File.WriteAllBytes(numbers, new byte[32]);
        File.WriteAllBytes(
            model,
            OnnxNetworks
                .Empty()
                .Recurrent()
                .Last()
                .Stored(
                    OnnxGraph.Tensor(
                        "output_weight",
                        OnnxGraph.Float,
                        [2, 4],
                        Entry("location", "weights.bin"),
                        Entry("offset", "0"),
                        Entry("length", "32"),
                        (14, 1L)
                    )
                )
                .Floats("output_bias", [2], OnnxNetworks.Numbers(6, 2))
                .Node("Gemm", "state output_weight output_bias", "scores", ("transB", 1))
                .ToArray()
        );
        await Refuses(["explain", "--model", model, "--text", "1", "--out", numbers], numbers, SameAs("model"));
    }

    [SkippableTheory]
    [Trait(FieldCase.Trait, "out-through-relative-link")]
    [Trait(FieldCase.Trait, "small-things")]
    [InlineData("echo old > target.csv; ln -s target.csv link.csv", "link.csv", "target.csv")]
    [InlineData("mkdir sub; ln -s sub/target.csv link.csv", "link.csv", "sub/target.csv")]
    [InlineData("ln -s nowhere.csv link.csv", "link.csv", "nowhere.csv")]
    [InlineData("mkdir sub; ln -s ../target.csv sub/link.csv; ln -s sub/link.csv first.csv", "first.csv", "target.csv")]
    [InlineData("mkdir -p a/b; ln -s a/b deep; ln -s ../target.csv a/b/link.csv", "deep/link.csv", "a/target.csv")]
    [InlineData("mkdir -p a/b; ln -s a/b deep", "deep/../target.csv", "a/target.csv")]
    [InlineData("ln -s \"$PWD/target.csv\" link.csv", "link.csv", "target.csv")]
    public async Task What_a_link_leads_to_is_written_and_the_link_stays(string links, string output, string target)
    {
        Skip.If(OperatingSystem.IsWindows(), "links are made by a shell");
        await Shell(links);
        var before = Links();
        var result = await Lrp($"explain --text good --out {output}");
        Assert.Equal((0, ""), (result.ExitCode, result.StandardError));
        Assert.StartsWith("sentence,position,word", File.ReadAllText(_sandbox.At(target)), StringComparison.Ordinal);
        var record = Path.ChangeExtension(_sandbox.At(target), ".meta.json");
        Assert.True(File.Exists(record), "the record lies beside the file");
        Assert.Equal(before, Links());
        Assert.False(File.Exists($"/{Path.GetFileName(target)}"));
    }

    [SkippableTheory]
    [Trait(FieldCase.Trait, "out-through-relative-link")]
    [InlineData("ln -s link.csv link.csv", "link.csv: it is a link that leads in a circle")]
    [InlineData("ln -s other.csv link.csv; ln -s link.csv other.csv", "link.csv: it is a link that leads in a circle")]
    [InlineData("ln -s missing/target.csv link.csv", "link.csv: the folder does not exist")]
    [InlineData("mkdir sub; ln -s sub link.csv", "link.csv: it is a folder")]
    public async Task A_link_that_leads_to_no_place_for_a_file_is_refused(string links, string message)
    {
        Skip.If(OperatingSystem.IsWindows(), "links are made by a shell");
        await Shell(links);
        var before = Directory.GetFileSystemEntries(_sandbox.Root, "*", SearchOption.AllDirectories);
        var result = await Lrp("explain --text good --out link.csv");
        Assert.Equal(2, result.ExitCode);
        Assert.Contains(message, result.StandardError, StringComparison.Ordinal);
        Assert.Equal(before, Directory.GetFileSystemEntries(_sandbox.Root, "*", SearchOption.AllDirectories));
    }

    [SkippableFact]
    [Trait(FieldCase.Trait, "out-through-relative-link")]
    public async Task A_model_is_converted_to_where_a_link_leads()
    {
        Skip.If(OperatingSystem.IsWindows(), "links are made by a shell");
        await Shell("mkdir sub; ln -s sub/new link; ln -s sub there");
        Assert.Equal(0, (await Lrp($"convert {Sandbox.Fixture("reference")} link")).ExitCode);
        Assert.Equal(3, Directory.GetFiles(_sandbox.At("sub", "new")).Length);
        Assert.NotNull(new FileInfo(_sandbox.At("link")).LinkTarget);
        var refused = await Lrp($"convert {Sandbox.Fixture("reference")} there");
        Assert.Contains("it exists already", refused.StandardError, StringComparison.Ordinal);
    }

    [Theory]
    [Trait(FieldCase.Trait, "data-overwritten")]
    [InlineData("my own notes")]
    [InlineData("")]
    [InlineData("{\"program\": \"other 1\"}")]
    [InlineData("{\"program\": 1}")]
    [InlineData("[\"lrp 1\"]")]
    public async Task A_record_does_not_replace_a_file_that_is_no_record(string text)
    {
        var note = _sandbox.Write("note.meta.json", text);
        string[] arguments = ["explain", .. Good, "--out", _sandbox.At("note.csv")];
        await Refuses(arguments, note, "note.meta.json: the record of a file would be written there");
        Assert.Equal([note], Directory.GetFileSystemEntries(_sandbox.Root));
    }

    [SkippableFact]
    [UnsupportedOSPlatform("windows")]
    [Trait(FieldCase.Trait, "data-overwritten")]
    public async Task A_file_that_is_replaced_keeps_its_permissions()
    {
        Skip.If(OperatingSystem.IsWindows(), "permissions are Unix's");
        var output = _sandbox.Write("w.csv", "old");
        File.SetUnixFileMode(output, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        Assert.Equal(0, (await LrpCommand.Run(["explain", .. Good, "--out", output])).ExitCode);
        Assert.StartsWith("sentence", File.ReadAllText(output), StringComparison.Ordinal);
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(output));
    }

    [SkippableTheory]
    [Trait(FieldCase.Trait, "small-things")]
    [InlineData(236)]
    [InlineData(245)]
    [InlineData(249)]
    [InlineData(250)]
    [InlineData(251)]
    public async Task A_name_is_as_long_as_the_file_system_allows(int length)
    {
        Skip.If(OperatingSystem.IsWindows(), "the limit is that of Unix");
        var accented = new string('a', length % 2) + new string('é', length / 2);
        foreach (var name in new[] { new string('a', length) + ".csv", new string('a', length + 4), accented + ".csv" })
        {
            Assert.Equal(0, (await LrpCommand.Run(["explain", .. Good, "--out", _sandbox.At(name)])).ExitCode);
            Assert.True(File.Exists(_sandbox.At(name)));
        }

        Assert.Equal(3, Directory.GetFiles(_sandbox.Root, "*.meta.json").Length);
    }

    [SkippableFact]
    [Trait(FieldCase.Trait, "small-things")]
    public async Task A_longer_name_and_a_folder_that_cannot_be_written_are_the_users_to_mend()
    {
        Skip.IfNot(OperatingSystem.IsLinux(), "the folder where nothing can be made is Linux's");
        foreach (var path in new[] { _sandbox.At(new string('a', 256)), "/proc/x.csv" })
        {
            var result = await LrpCommand.Run(["explain", .. Good, "--threads", "2", "--out", path]);
            Assert.Equal(2, result.ExitCode);
            Assert.Matches("^lrp: .*: it cannot be written .*\n$", result.StandardError);
        }

        Assert.Empty(Directory.GetFileSystemEntries(_sandbox.Root));
    }

    [SkippableFact]
    [Trait(FieldCase.Trait, "small-things")]
    public async Task Devices_are_no_files_and_may_be_named_twice()
    {
        Skip.IfNot(OperatingSystem.IsLinux(), "the device that swallows all is Unix's");
        var result = await Lrp("explain --text good --scores /dev/null --totals /dev/null");
        Assert.Equal((0, ""), (result.ExitCode, result.StandardError));
        var twice = await Lrp("explain --text good --scores -");
        Assert.Contains("--scores: it names the same file as --out", twice.StandardError, StringComparison.Ordinal);
    }

    [SkippableTheory]
    [Trait(FieldCase.Trait, "small-things")]
    [InlineData("explain --data - <&-", "lrp: standard input: it is closed")]
    [InlineData("explain --text good >&-", "lrp: standard output: it is closed")]
    [InlineData("predict --text good >&-", "lrp: standard output: it is closed")]
    public async Task A_stream_that_is_closed_is_neither_read_nor_written(string arguments, string message)
    {
        Skip.If(OperatingSystem.IsWindows(), "a shell closes it");
        var result = await Lrp(arguments);
        Assert.Equal(2, result.ExitCode);
        Assert.StartsWith(message, result.StandardError, StringComparison.Ordinal);
    }

    [SkippableTheory]
    [Trait(FieldCase.Trait, "small-things")]
    [InlineData("weights")]
    [InlineData("index")]
    [InlineData("vocabulary")]
    public async Task A_pipe_in_place_of_a_models_file_is_refused_and_not_waited_for(string which)
    {
        Skip.IfNot(OperatingSystem.IsLinux(), "what a file is, is known on Linux only");
        _sandbox.Write("model.safetensors.index.json", "{\"weight_map\": {\"a\": \"p.safetensors\"}}");
        await Shell("mkfifo p.safetensors");
        string[] arguments = which switch
        {
            "weights" => ["--model", _sandbox.At("p.safetensors")],
            "index" => ["--model", _sandbox.At("model.safetensors.index.json")],
            _ => ["--vocab", _sandbox.At("p.safetensors")],
        };
        var result = await LrpCommand.Run(["info", .. arguments]);
        Assert.Equal(2, result.ExitCode);
        Assert.Contains("p.safetensors: it is a pipe or device", result.StandardError, StringComparison.Ordinal);
    }

    [Fact]
    [Trait(FieldCase.Trait, "small-things")]
    public async Task Too_little_memory_is_said_in_one_line()
    {
        var command = LrpCommand.Command("explain");
        var result = await command
            .WithEnvironmentVariables(set => set.Set("DOTNET_GCHeapHardLimit", "0x4000000"))
            .ExecuteBufferedAsync();
        Assert.Equal(1, result.ExitCode);
        Assert.Matches("^lrp: there is not enough memory; .*\n$", result.StandardError);
    }

    [SkippableFact]
    [Trait(FieldCase.Trait, "temps-left")]
    public async Task A_file_that_grows_beyond_what_is_allowed_fails_the_run_and_leaves_nothing()
    {
        Skip.If(OperatingSystem.IsWindows(), "the limit is Unix's");

        // The runtime's own memory counts as a file that is too large, unless it is told to do without.
        var result = await Shell(
            $"export DOTNET_EnableWriteXorExecute=0; ulimit -f 10; dotnet {LrpCommand.Path} explain --out w.csv"
        );
        Assert.Equal(1, result.ExitCode);
        Assert.Equal("lrp: the output cannot be written: the file is larger than is allowed\n", result.StandardError);
        Assert.Empty(Directory.GetFileSystemEntries(_sandbox.Root));
    }

    private string Case(string file)
    {
        File.Copy(FieldCase.At("out-is-input", file), _sandbox.At(file));
        Directory.CreateDirectory(_sandbox.At("m"));
        return _sandbox.At(file);
    }

    private string[] Links() =>
        [
            .. from path in Directory.GetFileSystemEntries(_sandbox.Root, "*", SearchOption.AllDirectories)
            let target = new FileInfo(path).LinkTarget
            where target is not null
            orderby path
            select $"{path} {target}",
        ];

    private static string SameAs(string input) => $"--out: it names the same file as --{input}";

    private static async Task Refuses(string[] arguments, string file, params string[] messages)
    {
        var before = File.ReadAllBytes(file);
        var result = await LrpCommand.Run(arguments);
        Assert.Equal((2, ""), (result.ExitCode, result.StandardOutput));
        Assert.All(messages, message => Assert.Contains(message, result.StandardError, StringComparison.Ordinal));
        Assert.Equal(before, File.ReadAllBytes(file));
    }

    private Task<BufferedCommandResult> Lrp(string arguments) => Shell($"dotnet {LrpCommand.Path} {arguments}");

    private async Task<BufferedCommandResult> Shell(string script) =>
        await CliWrap
            .Cli.Wrap("sh")
            .WithArguments(["-c", script])
            .WithWorkingDirectory(_sandbox.Root)
            .WithValidation(CliWrap.CommandResultValidation.None)
            .ExecuteBufferedAsync();
}
