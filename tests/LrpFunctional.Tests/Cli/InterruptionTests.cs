using System.Diagnostics;
using CliWrap.Buffered;
using LrpFunctional.Tests.FieldCases;
using LrpFunctional.Tests.Reference;

namespace LrpFunctional.Tests.Cli;

/// <summary>Work that is cut short ends with its own exit code and leaves no file behind.</summary>
public sealed class InterruptionTests : IDisposable
{
    private readonly Sandbox _sandbox = new();

    public void Dispose() => _sandbox.Dispose();

    [SkippableTheory]
    [Trait(FieldCase.Trait, "temps-left")]
    [Trait(FieldCase.Trait, "small-things")]
    [InlineData("explain", "INT", 130)]
    [InlineData("compare", "TERM", 143)]
    [InlineData("sweep", "HUP", 129)]
    public async Task Interruption_while_waiting_for_input_leaves_no_file_behind_either(
        string command,
        string signal,
        int code
    )
    {
        Skip.If(OperatingSystem.IsWindows(), "there is no SIGINT to send");
        string[] arguments = [LrpCommand.Path, command, "--data", "-", "--out", _sandbox.At("words.csv")];
        using var process = Process.Start(
            new ProcessStartInfo("dotnet", arguments) { RedirectStandardInput = true, RedirectStandardError = true }
        )!;
        while (!process.HasExited && Directory.GetFileSystemEntries(_sandbox.Root).Length == 0)
            await Task.Delay(20);
        await Interrupt(process, signal, code);
        Assert.Empty(Directory.GetFileSystemEntries(_sandbox.Root));
    }

    [SkippableFact]
    public async Task An_evaluation_that_is_interrupted_leaves_no_folder_behind()
    {
        Skip.If(OperatingSystem.IsWindows(), "there is no SIGINT to send");
        string[] arguments = [LrpCommand.Path, "evaluate", "all", "--data", "-", "--out", _sandbox.At("scorecard")];
        using var process = Process.Start(
            new ProcessStartInfo("dotnet", arguments) { RedirectStandardInput = true, RedirectStandardError = true }
        )!;
        while (!process.HasExited && !Directory.Exists(_sandbox.At("scorecard")))
            await Task.Delay(20);

        // By then it has seen that the folder can be written, and waits for sentences.
        await Task.Delay(1000);
        await Interrupt(process, "INT", 130);
        Assert.Empty(Directory.GetFileSystemEntries(_sandbox.Root));
    }

    [SkippableFact]
    public async Task A_reader_that_goes_away_ends_the_work_quietly()
    {
        Skip.If(OperatingSystem.IsWindows(), "there is no broken pipe to see");
        var data = _sandbox.Write("data.txt", string.Concat(Enumerable.Repeat("1\ta | film\n", 500_000)));
        var shell = CliWrap
            .Cli.Wrap("sh")
            .WithArguments(["-c", $"(dotnet {LrpCommand.Path} explain --data {data}; echo $? >&2) | head -1"]);
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        Assert.Equal("141\n", (await shell.ExecuteBufferedAsync(patience.Token)).StandardError);
    }

    [SkippableTheory]
    [Trait(FieldCase.Trait, "temps-left")]
    [Trait(FieldCase.Trait, "small-things")]
    [InlineData("INT", 130)]
    [InlineData("TERM", 143)]
    [InlineData("HUP", 129)]
    [InlineData("XCPU", 152)]
    public async Task Interruption_leaves_no_file_behind(string signal, int code)
    {
        Skip.If(OperatingSystem.IsWindows(), "there is no SIGINT to send");
        var data = _sandbox.Write(
            "data.txt",
            string.Concat(Enumerable.Repeat("1\ta | long | film | that | nobody | waits | for\n", 500_000))
        );
        string[] arguments = [LrpCommand.Path, "explain", "--data", data, "--out", _sandbox.At("words.csv")];
        using var process = Process.Start(new ProcessStartInfo("dotnet", arguments) { RedirectStandardError = true })!;
        while (!process.HasExited && Directory.GetDirectories(_sandbox.Root).Length == 0)
            await Task.Delay(20);
        await Interrupt(process, signal, code);
        Assert.Equal([data], Directory.GetFileSystemEntries(_sandbox.Root));
    }

    private static async Task Interrupt(Process process, string signal, int code)
    {
        await CliWrap.Cli.Wrap("kill").WithArguments([$"-{signal}", $"{process.Id}"]).ExecuteAsync();
        Assert.Equal("lrp: interrupted; no file is left unfinished\n", await process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        Assert.Equal(code, process.ExitCode);
    }
}
