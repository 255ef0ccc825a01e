using System.Globalization;
using CliWrap.Buffered;
using LrpFunctional.Explanations;
using LrpFunctional.Methods;
using LrpFunctional.Tests.Reference;

namespace LrpFunctional.Tests.Cli;

public sealed class ExplainTests
{
    private const string Header = "sentence,position,word,label,predicted,target,method,relevance";

    [Fact]
    public async Task Without_an_argument_it_explains_the_default_test_set_with_the_default_model_from_any_folder()
    {
        using var sandbox = new Sandbox();
        var result = await LrpCommand.Command("explain").WithWorkingDirectory(sandbox.Root).ExecuteBufferedAsync();
        var lines = result.StandardOutput.Split('\n');
        Assert.Equal((0, Header), (result.ExitCode, lines[0]));
        Assert.Matches(@"^300 sentences, [0-9,]+ words \([0-9]+ not in the vocabulary\)\n$", result.StandardError);
        var words = File.ReadLines(Repository.At("data", "sentences.txt")).Sum(line => line.Split(" | ").Length);
        Assert.Equal(words, lines.Length - 2);
        Assert.EndsWith("\n", result.StandardOutput, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Plain_text_is_split_as_the_vocabulary_was_and_has_no_label()
    {
        var result = await LrpCommand.Run("explain", "--text", "It doesn't work, sadly (\"really\").", "--target", "0");
        var rows = result.StandardOutput.TrimEnd('\n').Split('\n')[1..];
        Assert.Equal(12, rows.Length);
        Assert.StartsWith("1,1,it,,", rows[0], StringComparison.Ordinal);
        Assert.StartsWith("1,3,n't,,", rows[2], StringComparison.Ordinal);
        Assert.StartsWith("1,5,\",\",,", rows[4], StringComparison.Ordinal);
        Assert.StartsWith("1,7,-lrb-,,", rows[6], StringComparison.Ordinal);
        Assert.All(rows, row => Assert.Contains(",0,lrp,", row, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Methods_and_targets_multiply_the_rows_and_scores_go_to_a_file_of_their_own()
    {
        using var sandbox = new Sandbox();
        var data = sandbox.Write("two.txt", "1\tgood | .\n\tbad\n");
        string[] files =
        [
            "--model",
            sandbox.ReferenceModel(),
            "--data",
            data,
            "--out",
            sandbox.At("words.csv"),
            "--scores",
            sandbox.At("scores.csv"),
        ];
        var result = await LrpCommand.Run([
            "explain",
            "--method",
            "gi",
            "--method",
            "lrp",
            "--target",
            "all",
            .. files,
        ]);
        Assert.Equal((0, "", ""), (result.ExitCode, result.StandardOutput, result.StandardError));
        var rows = File.ReadAllLines(sandbox.At("words.csv"));
        Assert.Equal(1 + (3 * 2 * 5), rows.Length);
        Assert.Equal(["1,1,good,0", "1,2,.,0"], rows[1..3].Select(row => string.Join(',', row.Split(',')[..4])));
        Assert.Equal("gi gi gi gi gi gi gi gi gi gi lrp lrp".Split(' '), rows[1..13].Select(row => row.Split(',')[6]));
        var scores = File.ReadAllLines(sandbox.At("scores.csv"));
        Assert.Equal("sentence,label,predicted,score_0,score_1,score_2,score_3,score_4", scores[0]);
        Assert.Equal(["1,0", "2,"], scores[1..].Select(row => string.Join(',', row.Split(',')[..2])));
    }

    [Fact]
    public async Task Every_method_is_offered_and_said_in_the_help()
    {
        string[] names = [.. OfferedMethods.All.Select(method => method.Name)];
        var rows = (
            await LrpCommand.Run([
                "explain",
                "--text",
                "good film",
                .. names.SelectMany(name => (string[])["--method", name]),
            ])
        )
            .StandardOutput.TrimEnd('\n')
            .Split('\n');
        Assert.Equal(names.SelectMany(name => (string[])[name, name]), rows[1..].Select(row => row.Split(',')[6]));
        var help = (await LrpCommand.Run("explain", "--help")).StandardOutput;
        Assert.All(
            OfferedMethods.All,
            method => Assert.Contains($"{method.Name}: {method.Description}", help, StringComparison.Ordinal)
        );
    }

    [Fact]
    public async Task Numbers_read_back_to_the_same_bits()
    {
        var result = await LrpCommand.Run("explain", "--text", "a very good film", "--method", "sa");
        var network = DefaultModel.Network;
        var expected = Gradient
            .Sensitivity.Explain(network, network.Vocabulary.Encode("a", "very", "good", "film").OrThrow())
            .Relevances;
        Assert.Equal(
            expected,
            result
                .StandardOutput.TrimEnd('\n')
                .Split('\n')[1..]
                .Select(row => double.Parse(row.Split(',')[7], CultureInfo.InvariantCulture))
        );
    }

    [Fact]
    public async Task A_pipe_in_and_a_pipe_out_give_the_same_bytes_as_files_for_any_number_of_threads()
    {
        using var sandbox = new Sandbox();
        var data = Repository.At("data", "sentences.txt");
        await LrpCommand.Run("explain", "--data", data, "--out", sandbox.At("words.csv"), "--threads", "1");
        foreach (var threads in new[] { "1", "2", "8" })
        {
            var piped = await LrpCommand.RunWith(
                File.ReadAllText(data),
                "explain",
                "--data",
                "-",
                "--threads",
                threads
            );
            Assert.Equal(File.ReadAllText(sandbox.At("words.csv")), piped.StandardOutput);
        }
    }

    [Theory]
    [InlineData("DOTNET_EnableAVX512", "float64", "1")]
    [InlineData("DOTNET_EnableAVX2", "float64", "1")]
    [InlineData("DOTNET_EnableHWIntrinsic", "float64", "1")]
    [InlineData("DOTNET_EnableHWIntrinsic", "float64", "0")]
    [InlineData("DOTNET_EnableAVX512", "float32", "0")]
    [InlineData("DOTNET_EnableAVX2", "float32", "0")]
    [InlineData("DOTNET_EnableHWIntrinsic", "float32", "1")]
    public async Task Narrower_vectors_give_the_same_bytes(string switchedOff, string precision, string biasFactor)
    {
        string[] methods =
        [
            "--method",
            "lrp",
            "--method",
            "sa",
            "--method",
            "gi",
            "--target",
            "all",
            "--bias-factor",
            biasFactor,
            "--precision",
            precision,
        ];
        string[] arguments =
        [
            "explain",
            "--text",
            "not very good , but n't all that bad",
            "--text",
            "good",
            .. methods,
        ];
        var wide = await LrpCommand.Run(arguments);
        var narrow = await LrpCommand
            .Command(arguments)
            .WithEnvironmentVariables(variables => variables.Set(switchedOff, "0"))
            .ExecuteBufferedAsync();
        Assert.Equal((0, wide.StandardOutput), (narrow.ExitCode, narrow.StandardOutput));
    }

    [Theory]
    [InlineData("unk")]
    [InlineData("zero")]
    public async Task An_unknown_word_takes_the_unknown_words_row_or_zeros(string choice)
    {
        using var sandbox = new Sandbox();
        var model = sandbox.ReferenceModel();
        var data = sandbox.Write("data.txt", "good | xyzzy");
        var unknown = await LrpCommand.Run(
            "explain",
            "--model",
            model,
            "--data",
            data,
            "--unknown",
            choice,
            "--method",
            "gi"
        );
        var relevance = unknown.StandardOutput.TrimEnd('\n').Split('\n')[2].Split(',')[^1];
        Assert.Equal(choice == "zero", relevance is "0" or "-0");
    }

    [Fact]
    public async Task An_existing_file_is_replaced_and_a_device_is_written_to()
    {
        using var sandbox = new Sandbox();
        var output = sandbox.Write("words.csv", "old");
        var result = await LrpCommand.Run("explain", "--text", "good", "--out", output, "--scores", "/dev/null");
        Assert.Equal(0, result.ExitCode);
        Assert.StartsWith(Header, File.ReadAllText(output), StringComparison.Ordinal);
        Assert.Equal(
            [sandbox.At("words.csv"), sandbox.At("words.meta.json")],
            Directory.GetFiles(sandbox.Root).Order()
        );
    }

    [SkippableFact]
    public async Task Standard_output_by_its_path_is_appended_to_as_the_shell_asked()
    {
        Skip.IfNot(OperatingSystem.IsLinux(), "the path is Linux's");
        using var sandbox = new Sandbox();
        var log = sandbox.Write("log", "OLD\n");
        await CliWrap
            .Cli.Wrap("sh")
            .WithArguments([
                "-c",
                $"(dotnet {LrpCommand.Path} explain --text good --out /dev/stdout; echo NEW) >> {log}",
            ])
            .ExecuteAsync();
        var lines = File.ReadAllLines(log);
        Assert.Equal(["OLD", Header, "NEW"], [lines[0], lines[1], lines[^1]]);
        Assert.Equal(4, lines.Length);
    }

    [Fact]
    public async Task Text_that_begins_with_an_at_sign_is_text()
    {
        var result = await LrpCommand.Run("explain", "--text", "@nobody likes it");
        Assert.StartsWith("1,1,@,", result.StandardOutput.Split('\n')[1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Help_shows_examples()
    {
        var help = await LrpCommand.Run("explain", "--help");
        Assert.Equal(0, help.ExitCode);
        Assert.Contains("--epsilon", help.StandardOutput, StringComparison.Ordinal);
        Assert.Contains("Examples:", help.StandardOutput, StringComparison.Ordinal);
    }
}
