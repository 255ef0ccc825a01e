using System.Text;
using LrpFunctional.Tests.Cli;
using LrpFunctional.Tests.Reference;

namespace LrpFunctional.Tests.FieldCases;

/// <summary>Messages are one line, cut and clean, and change nothing where they cannot be written.</summary>
public sealed class MessagesTests : IDisposable
{
    private const string Raw = "raw-control-characters";
    private const string Unwritable = "stderr-unwritable";

    private readonly Sandbox _sandbox = new();

    public void Dispose() => _sandbox.Dispose();

    [Fact]
    [Trait(FieldCase.Trait, Raw)]
    public async Task A_word_of_a_file_reaches_standard_error_as_escapes()
    {
        var result = await LrpCommand.Run(
            "explain",
            "--data",
            _sandbox.Write("e.txt", "1\tgo\u001b[31mod\n"),
            "--unknown",
            "error"
        );
        Assert.Equal(2, result.ExitCode);
        Assert.Contains(
            "the word \"go\\u001b[31mod\" is not in the vocabulary",
            result.StandardError,
            StringComparison.Ordinal
        );
        AssertClean(result.StandardError, lines: 1);
    }

    [Fact]
    [Trait(FieldCase.Trait, Raw)]
    public async Task A_setting_of_a_model_cannot_forge_a_line_or_clear_the_screen()
    {
        var result = await LrpCommand.Run("info", "--model", FieldCase.At(Raw));
        Assert.Equal(2, result.ExitCode);
        Assert.Contains("reading is \"\\u001b[2Jx\"", result.StandardError, StringComparison.Ordinal);
        AssertClean(result.StandardError, lines: 1);
    }

    [Fact]
    [Trait(FieldCase.Trait, Raw)]
    public async Task Names_of_classes_tensors_and_files_and_arguments_are_shown_as_escapes()
    {
        File.Copy(FieldCase.At("one-sigmoid-unit", "m", "model.safetensors"), _sandbox.At("model.safetensors"));
        _sandbox.Write("config.json", "{\"classes\": [\"a\\u001b[31m\", \"b\\nlrp: c\"]}");
        var info = await LrpCommand.Run("info", "--model", _sandbox.Root);
        Assert.Equal((0, ""), (info.ExitCode, info.StandardError));
        Assert.Contains("0 a\\u001b[31m, 1 b\\nlrp: c\n", info.StandardOutput, StringComparison.Ordinal);
        AssertClean(info.StandardOutput, lines: info.StandardOutput.Count(letter => letter == '\n'));

        _sandbox.Write("config.json", "{\"names\": {\"lstm\": \"x\\u001b]0;pwn\\u0007\\nlrp: all is well\"}}");
        AssertClean((await LrpCommand.Run("info", "--model", _sandbox.Root)).StandardError, lines: 1);
        AssertClean(
            (await LrpCommand.Run("info", "--model", _sandbox.At("no\u001b[2J\nlrp: such"))).StandardError,
            lines: 1
        );
        AssertClean((await LrpCommand.Run("explain", "--target", "3\u001b[2J\n")).StandardError, lines: 1);
        AssertClean((await LrpCommand.Run("explain", "--nosuch\u001b[2J")).StandardError, lines: 2);
        AssertClean(
            (
                await LrpCommand.Run("explain", "--text", "good", "--out", _sandbox.At("no\u001b[2J\n", "such.csv"))
            ).StandardError,
            lines: 1
        );
    }

    [Fact]
    [Trait(FieldCase.Trait, Raw)]
    public async Task A_long_word_is_cut_and_of_many_faults_twenty_are_told()
    {
        var word = await LrpCommand.Run("explain", "--text", $"good {new string('x', 100_000)}", "--unknown", "error");
        Assert.Equal(2, word.ExitCode);
        Assert.InRange(word.StandardError.Length, 200, 600);
        Assert.Contains("xxx…xxx", word.StandardError, StringComparison.Ordinal);

        var many = await LrpCommand.Run(
            "explain",
            "--text",
            string.Join(' ', Enumerable.Range(0, 5_000).Select(at => $"nosuchword{at}")),
            "--unknown",
            "error"
        );
        Assert.Equal(2, many.ExitCode);
        AssertClean(many.StandardError, lines: 21);
        Assert.EndsWith("lrp: and at least 980 more\n", many.StandardError, StringComparison.Ordinal);
    }

    [SkippableFact]
    [Trait(FieldCase.Trait, Raw)]
    public async Task Words_reach_a_terminal_as_escapes_and_a_pipe_as_they_are()
    {
        Skip.IfNot(File.Exists("/usr/bin/script"), "there is no program that plays a terminal");
        var data = _sandbox.Write("e.jsonl", "{\"words\": [\"go\\u001b[31mod\", \"a\\nlrp: b\"]}\n");
        var command = $"dotnet {LrpCommand.Path} explain --data {data} --unknown zero";
        var table = await Shell($"script -qec '{command} --out -' /dev/null < /dev/null");
        Assert.Contains("\"a\\nlrp: b\"", table.StandardOutput, StringComparison.Ordinal);
        var heatmap = await Shell($"script -qec '{command}' /dev/null < /dev/null");
        Assert.Contains("a\\nlrp: b", heatmap.StandardOutput, StringComparison.Ordinal);
        Assert.All(
            [table.StandardOutput, heatmap.StandardOutput],
            shown =>
            {
                Assert.Contains("go\\u001b[31mod", shown, StringComparison.Ordinal);
                Assert.DoesNotContain("\u001b[31m", shown, StringComparison.Ordinal);
            }
        );
        Assert.Contains("go\u001b[31mod", (await Shell(command)).StandardOutput, StringComparison.Ordinal);
    }

    /// <summary>Ways in which standard error cannot be written.</summary>
    public static TheoryData<string> Ways { get; } = ["2>&-", "2>/dev/full", "<&- 2>&-", "2> >(exec <&-)"];

    [SkippableTheory]
    [Trait(FieldCase.Trait, Unwritable)]
    [MemberData(nameof(Ways))]
    public async Task What_cannot_be_said_changes_no_exit_code_and_no_file(string way)
    {
        Skip.IfNot(File.Exists("/dev/full"), "there is no /dev/full");
        var (data, words) = (_sandbox.Write("sentences.txt", "good nosuchword\n"), _sandbox.At("ok.csv"));
        string[] commands =
        [
            $"explain --data {data} --format text --unknown zero --out {words}",
            $"explain --data {_sandbox.At("nofile")}",
            "explain --nosuch",
            $"explain --text good --out {_sandbox.At("no", "folder.csv")}",
            "explain --text good --strict 1e-25 --out /dev/null",
        ];
        foreach (var (command, exit) in commands.Zip([0, 2, 2, 2, 1]))
            Assert.Equal(
                (command, exit),
                (command, (await Shell($"dotnet {LrpCommand.Path} {command} {way}")).ExitCode)
            );
        Assert.Equal(3, File.ReadLines(words).Count());
        Assert.StartsWith("{", File.ReadAllText(_sandbox.At("ok.meta.json")), StringComparison.Ordinal);
    }

    [SkippableTheory]
    [Trait(FieldCase.Trait, Unwritable)]
    [InlineData("explain --text good")]
    [InlineData("predict --text good")]
    [InlineData("info")]
    [InlineData("--help")]
    public async Task A_closed_standard_output_is_said_and_not_taken_for_a_file_of_the_runtime(string command)
    {
        Skip.IfNot(Directory.Exists("/proc/self/fdinfo"), "it cannot be found out here");
        var result = await Shell($"dotnet {LrpCommand.Path} {command} >&-");
        Assert.Equal(
            (2, "lrp: standard output: it is closed; give it a place to go to, or name a file\n"),
            (result.ExitCode, result.StandardError)
        );
        Assert.Equal(2, (await Shell($"dotnet {LrpCommand.Path} {command} >&- 2>&-")).ExitCode);
    }

    [SkippableFact]
    [Trait(FieldCase.Trait, Unwritable)]
    public async Task A_closed_standard_input_is_said()
    {
        Skip.IfNot(Directory.Exists("/proc/self/fdinfo"), "it cannot be found out here");
        var result = await Shell($"dotnet {LrpCommand.Path} explain --data - <&-");
        Assert.Equal(
            (2, "lrp: standard input: it is closed; give it a file or a pipe\n"),
            (result.ExitCode, result.StandardError)
        );
    }

    private static async Task<CliWrap.Buffered.BufferedCommandResult> Shell(string script) =>
        await CliWrap.Buffered.BufferedCommandExtensions.ExecuteBufferedAsync(
            CliWrap.Cli.Wrap("bash").WithArguments(["-c", script]).WithValidation(CliWrap.CommandResultValidation.None),
            Encoding.UTF8
        );

    private static void AssertClean(string text, int lines)
    {
        Assert.Equal(lines, text.Count(letter => letter == '\n'));
        Assert.DoesNotContain(text, letter => char.IsControl(letter) && letter != '\n');
    }
}
