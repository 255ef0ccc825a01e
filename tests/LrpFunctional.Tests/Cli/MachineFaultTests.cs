using System.Diagnostics;
using CliWrap.Buffered;
using LrpFunctional.Tests.Reference;

namespace LrpFunctional.Tests.Cli;

/// <summary>What machines do to long runs: files are old or new and whole, and the work goes on when it can.</summary>
public sealed class MachineFaultTests : IDisposable
{
    private readonly Sandbox _sandbox = new();
    private readonly string _data;
    private bool _isMounted;

    public MachineFaultTests()
    {
        _data = _sandbox.Write("data.txt", string.Concat(Enumerable.Repeat("1\ta | film | that | ends\n", 20_000)));
        Directory.CreateDirectory(_sandbox.At("out"));
    }

    public void Dispose()
    {
        if (_isMounted)
            Process.Start("umount", ["-l", _sandbox.At("out")]).WaitForExit();
        _sandbox.Dispose();
    }

    [SkippableFact]
    public async Task On_a_full_disk_the_old_file_stays_and_what_was_kept_goes_on_when_there_is_room()
    {
        await Mount("size=600k");
        File.WriteAllText(_sandbox.At("out", "words.csv"), "old");
        foreach (var resume in new[] { false, true })
        {
            var full = await LrpCommand.Run(Arguments(resume));
            Assert.Equal(1, full.ExitCode);
            Assert.Contains("lrp: the output cannot be written: ", full.StandardError, StringComparison.Ordinal);
            Assert.Equal("old", File.ReadAllText(_sandbox.At("out", "words.csv")));
            Assert.Equal(resume ? 1 : 0, Directory.GetDirectories(_sandbox.At("out"), ".lrp-*").Length);
        }

        await Mount("remount,size=64m");
        await Succeed(Arguments(resume: true));
        await AssertWhole();
    }

    [SkippableFact]
    public async Task A_disk_that_cannot_be_written_is_told_before_the_work()
    {
        await Mount("size=600k");
        File.WriteAllText(_sandbox.At("out", "words.csv"), "old");
        await Mount("remount,ro");
        var refused = await LrpCommand.Run(Arguments(resume: true));
        Assert.Equal(2, refused.ExitCode);
        Assert.Contains("it cannot be written", refused.StandardError, StringComparison.Ordinal);
        Assert.Equal("old", File.ReadAllText(_sandbox.At("out", "words.csv")));
    }

    [SkippableFact]
    public async Task Data_that_vanish_while_they_are_read_are_read_to_their_end()
    {
        Skip.If(OperatingSystem.IsWindows(), "a file that is open cannot be deleted");
        using var process = Process.Start(
            new ProcessStartInfo("dotnet", [LrpCommand.Path, .. Arguments(resume: false)])
        )!;
        while (!process.HasExited && !IsKept)
            await Task.Delay(5);
        File.Move(_data, _sandbox.At("gone.txt"));
        await process.WaitForExitAsync();
        Assert.Equal(0, process.ExitCode);
        File.Move(_sandbox.At("gone.txt"), _data);
        await AssertWhole();
    }

    [SkippableFact]
    public async Task Data_that_are_gone_are_told_when_a_run_is_resumed()
    {
        Skip.If(OperatingSystem.IsWindows(), "there is no signal to send");
        await Killed();
        File.Delete(_data);
        var refused = await LrpCommand.Run(Arguments(resume: true));
        Assert.Equal(
            (2, $"lrp: {_data}: there is no such file; check the path\n"),
            (refused.ExitCode, refused.StandardError)
        );
    }

    [SkippableTheory]
    [InlineData(1981)]
    [InlineData(2099)]
    public async Task A_clock_that_jumps_changes_nothing(int year)
    {
        Skip.If(OperatingSystem.IsWindows(), "there is no signal to send");
        await Killed();
        foreach (
            var file in Directory.GetFiles(
                _sandbox.At("out"),
                "*",
                new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = 0 }
            )
        )
            File.SetLastWriteTimeUtc(file, new DateTime(year, 1, 1, 0, 0, 0, DateTimeKind.Utc));
        await Succeed(Arguments(resume: true));
        await AssertWhole();
    }

    [SkippableFact]
    public async Task A_closed_standard_output_is_told()
    {
        Skip.If(OperatingSystem.IsWindows(), "there is no shell that closes it");
        var result = await CliWrap
            .Cli.Wrap("sh")
            .WithArguments(["-c", $"dotnet {LrpCommand.Path} explain --resume --data {_data} >&-"])
            .WithValidation(CliWrap.CommandResultValidation.None)
            .ExecuteBufferedAsync();
        Assert.Equal(2, result.ExitCode);
        Assert.Contains("--out: it is a pipe or device", result.StandardError, StringComparison.Ordinal);
    }

    private string[] Arguments(bool resume) =>
        [
            "explain",
            .. resume ? ["--resume"] : Array.Empty<string>(),
            "--data",
            _data,
            "--block",
            "100",
            "--out",
            _sandbox.At("out", "words.csv"),
        ];

    private async Task Mount(string options)
    {
        Skip.IfNot(OperatingSystem.IsLinux() && Environment.IsPrivilegedProcess, "only root may mount a small disk");
        var mounted = await CliWrap
            .Cli.Wrap("mount")
            .WithArguments(["-t", "tmpfs", "-o", options, "tmpfs", _sandbox.At("out")])
            .WithValidation(CliWrap.CommandResultValidation.None)
            .ExecuteBufferedAsync();
        Skip.IfNot(mounted.ExitCode == 0, $"no small disk can be mounted here: {mounted.StandardError.Trim()}");
        _isMounted = true;
    }

    private bool IsKept =>
        Directory
            .GetDirectories(_sandbox.At("out"), ".lrp-*")
            .Any(drafts => File.Exists(Path.Combine(drafts, "manifest.json")));

    // Where it came to its end before it was killed, it is run again.
    private async Task Killed()
    {
        for (var tries = 0; !IsKept && tries < 10; tries++)
        {
            foreach (var file in Directory.GetFiles(_sandbox.At("out")))
                File.Delete(file);
            using var process = Process.Start(
                new ProcessStartInfo("dotnet", [LrpCommand.Path, .. Arguments(resume: true)])
            )!;
            while (!process.HasExited && !IsKept)
                Thread.Sleep(2);
            process.Kill();
            await process.WaitForExitAsync();
        }

        Assert.True(IsKept, "it always ended before it was killed");
    }

    private async Task AssertWhole()
    {
        await Succeed("explain", "--data", _data, "--out", _sandbox.At("whole.csv"));
        Assert.Equal(File.ReadAllBytes(_sandbox.At("whole.csv")), File.ReadAllBytes(_sandbox.At("out", "words.csv")));
        Assert.Empty(Directory.GetDirectories(_sandbox.At("out"), ".lrp-*"));
    }

    private static async Task Succeed(params string[] arguments)
    {
        var result = await LrpCommand.Run(arguments);
        Assert.True(result.ExitCode == 0, result.StandardError);
    }
}
