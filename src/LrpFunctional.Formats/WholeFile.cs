using Microsoft.Win32.SafeHandles;

namespace LrpFunctional.Formats;

/// <summary>A text file that appears under its name whole or not at all: it is written beside it and moved there when complete.</summary>
public sealed class WholeFile : IDisposable
{
    private readonly string? _draft;
    private readonly string _target;
    private readonly CancellationToken _cancellation;
    private readonly CancellationTokenRegistration _interruption;

    private WholeFile(Stream stream, string? draft, string target, CancellationToken cancellation)
    {
        var writer = new StreamWriter(stream, Edge.Utf8, bufferSize: 1 << 16);
        Writer = IsStandardOutput(target) && !Console.IsOutputRedirected ? new TerminalWriter(writer) : writer;
        _draft = draft;
        _target = target;
        _cancellation = cancellation;

        // Work that is stuck when the user interrupts it may never get to dispose of its draft.
        _interruption = draft is null ? default : cancellation.Register(() => File.Delete(draft));
    }

    /// <summary>Where the text goes: UTF-8 without a byte-order mark.</summary>
    public TextWriter Writer { get; }

    /// <summary>Starts a file; <c>-</c> is standard output, and what is no plain file (a pipe, a device) is written directly.</summary>
    /// <exception cref="FaultException">The folder does not exist, or the path is a folder.</exception>
    /// <exception cref="IOException">The place cannot be written.</exception>
    public static WholeFile Create(string path, CancellationToken cancellation)
    {
        if (Direct(path) is { } direct) return new WholeFile(direct, null, path, cancellation);
        if (Directory.Exists(path)) throw new FaultException(new Fault(path, "it is a folder, where a file is expected", "name a file in it"));
        var target = Target(path);
        if (!Directory.Exists(Path.GetDirectoryName(target))) throw new FaultException(new Fault(path, "the folder does not exist", "make it first"));
        var draft = $"{target}.{Path.GetRandomFileName()}.tmp";
        return new WholeFile(new FileStream(draft, FileMode.CreateNew, FileAccess.Write), draft, target, cancellation);
    }

    /// <summary>Whether two paths, however spelled, lead to the same file.</summary>
    public static bool AreSame(string path, string other) => path == other || Target(path) == Target(other);

    /// <summary>The file is complete: it appears under its name.</summary>
    /// <exception cref="OperationCanceledException">The user interrupted the work.</exception>
    /// <exception cref="IOException">The rest cannot be written.</exception>
    public void Complete()
    {
        Writer.Flush();
        if (_draft is null) return;
        Writer.Dispose();
        _cancellation.ThrowIfCancellationRequested();
        File.Move(_draft, _target, overwrite: true);
    }

    /// <summary>Removes what was written, unless it is complete.</summary>
    public void Dispose()
    {
        _interruption.Dispose();
        if (_draft is null) return;
        try
        {
            Writer.Dispose();
        }
        finally
        {
            File.Delete(_draft);
        }
    }

    private static string Target(string path)
    {
        var link = File.Exists(path) ? File.ResolveLinkTarget(path, returnFinalTarget: true) : null;
        return link?.FullName ?? Path.GetFullPath(path);
    }

    private static Stream? Direct(string path)
    {
        if (IsStandardOutput(path)) return StandardOutput();
        if (path is "/dev/stderr") return Console.OpenStandardError();
        if (!File.Exists(path)) return null;
        var stream = new FileStream(path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite);
        if (path.StartsWith("/dev/", StringComparison.Ordinal) || path.StartsWith("/proc/", StringComparison.Ordinal) || !stream.CanSeek) return stream;
        stream.Dispose();
        return null;
    }

    private static bool IsStandardOutput(string path) => path is "-" or "/dev/stdout";

    // The console's own stream does not say when the reader of a pipe is gone.
    private static Stream StandardOutput()
    {
        if (!StandardFile.Output.IsGiven) throw new IOException(StandardFile.Closed);
        if (OperatingSystem.IsWindows()) return Console.OpenStandardOutput();
        var stream = new FileStream(new SafeFileHandle(1, ownsHandle: false), FileAccess.Write, bufferSize: 0);
        return stream.CanSeek ? Console.OpenStandardOutput() : stream;
    }
}
