using System.Collections.Immutable;
using System.Runtime.InteropServices;

namespace LrpFunctional.Cli;

/// <summary>The signals that ask the program to stop: they cancel its work, which then has some time to end.</summary>
internal sealed class Interruption : IDisposable
{
    private const PosixSignal ProcessorTime = (PosixSignal)24;
    private const PosixSignal FileSize = (PosixSignal)25;

    /// <summary>How long work has to end after a signal, if it is none that serves others.</summary>
    public static TimeSpan Usual { get; } = TimeSpan.FromSeconds(2);

    private static readonly ImmutableArray<(PosixSignal Signal, int ExitCode)> Signals =
    [
        (PosixSignal.SIGHUP, Cli.ExitCode.HungUp),
        (PosixSignal.SIGINT, Cli.ExitCode.Interrupted),
        (PosixSignal.SIGTERM, Cli.ExitCode.Terminated),
        .. OperatingSystem.IsWindows() ? [] : new[] { (ProcessorTime, Cli.ExitCode.OutOfTime) },
    ];

    private readonly CancellationTokenSource _source = new();
    private readonly TaskCompletionSource<int> _first = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly ImmutableArray<PosixSignalRegistration> _registrations;

    // A file that reaches the limit of its user fails to be written, as on a full disk, whenever its signal is looked
    // at:
    // that may be after the rest of the program has ended.
    private readonly ImmutableArray<PosixSignalRegistration> _forGood;

    private readonly TimeSpan _patience;

    /// <summary>Begins to listen.</summary>
    /// <param name="patience">How long work has to end after a signal.</param>
    public Interruption(TimeSpan patience)
    {
        _patience = patience;
        _registrations =
        [
            .. from signal in Signals
            select PosixSignalRegistration.Create(signal.Signal, context => Stop(context, signal.ExitCode)),
        ];
        _forGood =
        [
            .. from signal in OperatingSystem.IsWindows() ? [] : new[] { FileSize }
            select PosixSignalRegistration.Create(signal, context => context.Cancel = true),
        ];
    }

    /// <summary>Is cancelled when a signal comes.</summary>
    public CancellationToken Token => _source.Token;

    /// <summary>The exit code of the signal that came.</summary>
    public int ExitCode => _first.Task.IsCompleted ? _first.Task.Result : Cli.ExitCode.Interrupted;

    /// <summary>The result of the work; what has not ended some time after a signal is given up.</summary>
    /// <exception cref="OperationCanceledException">The work was given up.</exception>
    public async Task<int> Of(Task<int> work)
    {
        if (await Task.WhenAny(work, GivenUp()) != work)
            throw new OperationCanceledException(Token);
        return await work;
    }

    /// <summary>Stops to listen.</summary>
    public void Dispose()
    {
        foreach (var registration in _registrations)
            registration.Dispose();
        _source.Dispose();

        // Whoever collects the registration gives the signal its usual meaning again, which ends the program.
        GC.KeepAlive(_forGood);
    }

    private async Task GivenUp()
    {
        await _first.Task;
        await Task.Delay(_patience);
    }

    // Whoever must not be cut short, as files that are getting to their places, holds up the cancellation.
    private void Stop(PosixSignalContext context, int exitCode)
    {
        context.Cancel = true;
        _source.Cancel();
        _first.TrySetResult(exitCode);
    }
}
