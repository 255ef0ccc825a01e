using System.Diagnostics;
using CliWrap.Buffered;
using LrpFunctional.Tests.Reference;

namespace LrpFunctional.Tests.Cli;

/// <summary>Work that is cut short ends with its own exit code and leaves no file behind.</summary>
public sealed class InterruptionTests : IDisposable
{
    private readonly Sandbox _sandbox = new();

    public void Dispose() => _sandbox.Dispose();

    [SkippableTheory]
    [InlineData("explain")]
    [InlineData("compare")]
    [InlineData("sweep")]
    public async Task Interruption_while_waiting_for_input_leaves_no_file_behind_either(string command)
    {
        Skip.If(OperatingSystem.IsWindows(), "there is no SIGINT to send");
        string[] arguments = [LrpCommand.Path, command, "--data", "-", "--out", _sandbox.At("words.csv")];
        using var process = Process.Start(new ProcessStartInfo("dotnet", arguments) { RedirectStandardInput = true, RedirectStandardError = true })!;
        while (!process.HasExited && Directory.GetFiles(_sandbox.Root).Length == 0) await Task.Delay(20);
        await Interrupt(process);
        Assert.Empty(Directory.GetFiles(_sandbox.Root));
    }

    [SkippableFact]
    public async Task A_reader_that_goes_away_ends_the_work_quietly()
    {
        Skip.If(OperatingSystem.IsWindows(), "there is no broken pipe to see");
        var data = _sandbox.Write("data.txt", string.Concat(Enumerable.Repeat("1\ta | film\n", 500_000)));
        var shell = CliWrap.Cli.Wrap("sh").WithArguments(["-c", $"(dotnet {LrpCommand.Path} explain --data {data}; echo $? >&2) | head -1"]);
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        Assert.Equal("141\n", (await shell.ExecuteBufferedAsync(patience.Token)).StandardError);
    }

    [SkippableFact]
    public async Task Interruption_leaves_no_file_behind()
    {
        Skip.If(OperatingSystem.IsWindows(), "there is no SIGINT to send");
        var data = _sandbox.Write("data.txt", string.Concat(Enumerable.Repeat("1\ta | long | film | that | nobody | waits | for\n", 500_000)));
        string[] arguments = [LrpCommand.Path, "explain", "--data", data, "--out", _sandbox.At("words.csv")];
        using var process = Process.Start(new ProcessStartInfo("dotnet", arguments) { RedirectStandardError = true })!;
        while (!process.HasExited && Directory.GetFiles(_sandbox.Root, "words.csv*").Length == 0) await Task.Delay(20);
        await Interrupt(process);
        Assert.Equal([data], Directory.GetFiles(_sandbox.Root));
    }

    private static async Task Interrupt(Process process)
    {
        await CliWrap.Cli.Wrap("kill").WithArguments(["-INT", $"{process.Id}"]).ExecuteAsync();
        Assert.Equal("lrp: interrupted; no file is left unfinished\n", await process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        Assert.Equal(130, process.ExitCode);
    }
}
