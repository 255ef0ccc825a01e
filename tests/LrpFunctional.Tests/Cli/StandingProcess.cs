using System.Collections.Concurrent;
using System.Diagnostics;
using System.Reflection;
using System.Text.Json;
using CliWrap.Buffered;

namespace LrpFunctional.Tests.Cli;

/// <summary>
/// A process that runs one command after the other, so that their code is compiled once: compiling is most of what a
/// short command takes. It ends with whoever began it.
/// </summary>
internal sealed class StandingProcess
{
    private static readonly ConcurrentBag<StandingProcess> Idle = [];

    private readonly Process _process = Process.Start(
        new ProcessStartInfo("dotnet", [typeof(StandingProcess).Assembly.Location])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        }
    )!;

    /// <summary>What a command does in a process where no other is at work.</summary>
    public static async Task<BufferedCommandResult> Run(CommandCall call)
    {
        var begun = DateTimeOffset.Now;
        var standing = Idle.TryTake(out var idle) ? idle : new StandingProcess();
        var (exitCode, output, error) = await standing.Answer(call);
        Idle.Add(standing);
        return new BufferedCommandResult(exitCode, begun, DateTimeOffset.Now, output, error);
    }

    /// <summary>The process itself: it reads calls from its standard input, and answers each on standard output.</summary>
    public static void Main()
    {
        using var calls = new StreamReader(File.OpenRead(StandardPipes.Input));
        using var answers = new StreamWriter(File.OpenWrite(StandardPipes.Output)) { AutoFlush = true };
        while (calls.ReadLine() is { } call)
            answers.WriteLine(JsonSerializer.Serialize(Answered(JsonSerializer.Deserialize<CommandCall>(call)!)));
    }

    private async Task<CommandAnswer> Answer(CommandCall call)
    {
        await _process.StandardInput.WriteLineAsync(JsonSerializer.Serialize(call));
        await _process.StandardInput.FlushAsync();
        var answer = await _process.StandardOutput.ReadLineAsync();
        Assert.True(answer is not null, $"the process ended: lrp {string.Join(' ', call.Arguments)}");
        return JsonSerializer.Deserialize<CommandAnswer>(answer)!;
    }

    private static CommandAnswer Answered(CommandCall call)
    {
        using var pipes = new StandardPipes(call.Input);

        // Records tell what the runtime says that the process was begun with.
        typeof(Environment)
            .GetField("s_commandLineArgs", BindingFlags.NonPublic | BindingFlags.Static)!
            .SetValue(null, (string[])[LrpCommand.Path, .. call.Arguments]);
        var exitCode = (int)Assembly.LoadFrom(LrpCommand.Path).EntryPoint!.Invoke(null, [call.Arguments])!;
        return new CommandAnswer(exitCode, pipes.Written(), pipes.Said());
    }
}
