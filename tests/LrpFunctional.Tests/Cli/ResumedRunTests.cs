using System.Diagnostics;
using LrpFunctional.Tests.Reference;

namespace LrpFunctional.Tests.Cli;

/// <summary>A run that is stopped goes on where it was, and its tables are the bytes of one that was not.</summary>
public sealed class ResumedRunTests : IDisposable
{
    private const int Sentences = 20_000;

    private readonly Sandbox _sandbox = new();
    private readonly string _data;

    public ResumedRunTests() =>
        _data = _sandbox.Write(
            "data.txt",
            string.Concat(
                Enumerable
                    .Range(0, Sentences)
                    .Select(at => $"{(at % 5) + 1}\ta | {(at % 3 == 0 ? "long" : "good")} | film | that | ends\n")
            )
        );

    public void Dispose() => _sandbox.Dispose();

    [SkippableTheory]
    [InlineData("KILL")]
    [InlineData("TERM")]
    [InlineData("INT")]
    public async Task A_stopped_run_goes_on_to_the_same_bytes(string signal)
    {
        Skip.If(OperatingSystem.IsWindows(), "there is no signal to send");
        await Whole();
        var said = await Stopped(signal, Resumed);
        if (signal != "KILL")
            Assert.Contains("sentences are kept; the same command goes on behind them", said, StringComparison.Ordinal);
        Assert.False(File.Exists(_sandbox.At("words.csv")));
        await Succeed(Resumed);
        AssertWhole();
        var manifest = File.ReadAllText(_sandbox.At("words.manifest.json"));
        Assert.Contains($"\"sentences\": {Sentences},", manifest, StringComparison.Ordinal);

        var again = await LrpCommand.Run(Resumed);
        Assert.Equal(
            (0, $"lrp: {_sandbox.At("words.csv")} is complete, by the same command; nothing is left to do\n"),
            (again.ExitCode, again.StandardError)
        );
    }

    [SkippableTheory]
    [InlineData("KILL")]
    [InlineData("TERM")]
    public async Task A_stopped_run_that_writes_Parquet_goes_on_to_the_same_bytes(string signal)
    {
        Skip.If(OperatingSystem.IsWindows(), "there is no signal to send");
        string[] Parquet(string[] arguments) =>
            [.. arguments.Select(one => one.Replace(".csv", ".parquet", StringComparison.Ordinal))];
        await Succeed(Parquet(Run));
        var whole = File.ReadAllBytes(_sandbox.At("words.parquet"));
        File.Delete(_sandbox.At("words.parquet"));
        await Stopped(signal, Parquet(Resumed));
        Assert.False(File.Exists(_sandbox.At("words.parquet")));
        await Succeed(Parquet(Resumed));
        Assert.Equal(whole, File.ReadAllBytes(_sandbox.At("words.parquet")));
        Assert.Empty(Directory.GetDirectories(_sandbox.Root, ".lrp-*"));
    }

    [SkippableFact]
    public async Task What_a_kill_leaves_half_written_is_written_again()
    {
        Skip.If(OperatingSystem.IsWindows(), "there is no signal to send");
        await Whole();
        await Stopped("KILL", Resumed);
        foreach (var name in new[] { "commit.new", "manifest.json.new" })
            File.WriteAllText(Path.Combine(Kept[0], name), "{\"tab");
        await Succeed(Resumed);
        AssertWhole();
    }

    [SkippableFact]
    public async Task A_run_that_nobody_meant_to_resume_can_be_resumed_after_a_kill()
    {
        Skip.If(OperatingSystem.IsWindows(), "there is no signal to send");
        await Whole();
        await Stopped("KILL", Run);
        await Succeed(Resumed);
        AssertWhole();
    }

    [SkippableFact]
    public async Task A_run_that_is_not_resumed_begins_anew_and_clears_away_what_was_kept()
    {
        Skip.If(OperatingSystem.IsWindows(), "there is no signal to send");
        await Whole();
        await Stopped("KILL", Resumed);
        await Succeed(Run);
        AssertWhole();
    }

    [SkippableFact]
    public async Task What_another_run_kept_is_left_alone()
    {
        Skip.IfNot(OperatingSystem.IsLinux(), "whether a run is alive is known on Linux only");
        await Whole();
        await Stopped("KILL", Resumed);
        await Succeed("predict", "--out", _sandbox.At("other.csv"));
        Assert.Single(Directory.GetDirectories(_sandbox.Root, ".lrp-*"));
        await Succeed(Resumed);
        AssertWhole();
    }

    [SkippableFact]
    public async Task A_changed_input_model_or_argument_is_refused_by_name()
    {
        Skip.If(OperatingSystem.IsWindows(), "there is no signal to send");
        await Stopped("KILL", Resumed);
        await Refused("--method is not given there, and gi here", [.. Resumed, "--method", "gi"]);
        await Refused("the tables are words.csv, scores.csv there, and words.csv here", Resumed[..^2]);
        await Refused("the number of shards is 1 there, and 2 here", [.. Resumed, "--shard", "0/2"]);
        await Refused("the network's SHA-256 is", [.. Resumed, "--model", _sandbox.StateDictModel()]);
        File.AppendAllText(_data, "1\ta | film\n");
        await Refused("--data is data.txt of SHA-256", Resumed);
        Assert.Single(Directory.GetDirectories(_sandbox.Root, ".lrp-*"));
    }

    [Fact]
    public async Task What_cannot_be_resumed_is_refused_by_name()
    {
        await Refused(
            "standard input cannot be read again",
            "explain",
            "--resume",
            "--data",
            "-",
            "--out",
            _sandbox.At("w")
        );
        await Refused("--out: it is a pipe or device, which keeps nothing", "predict", "--resume");
        await Refused("--block 0: a block is of one sentence or more", "predict", "--block", "0");
        await Refused("--report-every: it is -1, where seconds are expected", "predict", "--report-every", "-1");
    }

    [Fact]
    public async Task A_log_is_told_how_far_the_work_is()
    {
        var result = await LrpCommand.Run("predict", "--report-every", "0.000001", "--out", _sandbox.At("scores.csv"));
        Assert.Contains("lrp: 150 sentences, ", result.StandardError, StringComparison.Ordinal);
        Assert.Equal(0, result.ExitCode);
    }

    private string[] Run =>
        [
            "explain",
            "--data",
            _data,
            "--block",
            "50",
            "--out",
            _sandbox.At("words.csv"),
            "--scores",
            _sandbox.At("scores.csv"),
        ];

    private string[] Resumed => ["explain", "--resume", .. Run[1..]];

    private Task Whole() =>
        Succeed(
            "explain",
            "--data",
            _data,
            "--out",
            _sandbox.At("whole-words.csv"),
            "--scores",
            _sandbox.At("whole-scores.csv")
        );

    private void AssertWhole()
    {
        foreach (var name in new[] { "words", "scores" })
            Assert.Equal(
                File.ReadAllBytes(_sandbox.At($"whole-{name}.csv")),
                File.ReadAllBytes(_sandbox.At($"{name}.csv"))
            );
        Assert.Empty(Directory.GetDirectories(_sandbox.Root, ".lrp-*"));
    }

    // It is stopped once it has kept something; where it came to its end before that, it is run again.
    private async Task<string> Stopped(string signal, string[] arguments)
    {
        for (var tries = 0; tries < 10; tries++)
        {
            using var process = Process.Start(
                new ProcessStartInfo("dotnet", [LrpCommand.Path, .. arguments]) { RedirectStandardError = true }
            )!;
            while (!process.HasExited && Kept.Length == 0)
                Thread.Sleep(2);
            await CliWrap
                .Cli.Wrap("kill")
                .WithArguments([$"-{signal}", $"{process.Id}"])
                .WithValidation(CliWrap.CommandResultValidation.None)
                .ExecuteAsync();
            var said = await process.StandardError.ReadToEndAsync();
            await process.WaitForExitAsync();
            if (process.ExitCode != 0)
            {
                Assert.NotEmpty(Kept);
                return said;
            }

            foreach (var table in new[] { "words.*", "scores.*" })
            foreach (var file in Directory.GetFiles(_sandbox.Root, table))
                File.Delete(file);
        }

        throw new InvalidOperationException("it always ended before it was stopped");
    }

    private string[] Kept =>
        [
            .. Directory
                .GetDirectories(_sandbox.Root, ".lrp-*")
                .Where(folder => File.Exists(Path.Combine(folder, "manifest.json"))),
        ];

    private static async Task Succeed(params string[] arguments)
    {
        var result = await LrpCommand.Run(arguments);
        Assert.True(result.ExitCode == 0, result.StandardError);
    }

    private static async Task Refused(string message, params string[] arguments)
    {
        var result = await LrpCommand.Run(arguments);
        Assert.Equal(2, result.ExitCode);
        Assert.Contains(message, result.StandardError, StringComparison.Ordinal);
    }
}
