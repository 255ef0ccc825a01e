using System.Text;

namespace LrpFunctional.Formats;

/// <summary>A text file that appears under its name whole or not at all: it is written beside it and moved there when complete.</summary>
public sealed class WholeFile : IDisposable
{
    private const string StandardOutput = "-";
    private const string Devices = "/dev/";

    private readonly string? _draft;
    private readonly string _target;

    private WholeFile(Stream stream, string? draft, string target)
    {
        Writer = new StreamWriter(stream, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), bufferSize: 1 << 16);
        _draft = draft;
        _target = target;
    }

    /// <summary>Where the text goes: UTF-8 without a byte-order mark.</summary>
    public TextWriter Writer { get; }

    /// <summary>Starts a file; <c>-</c> is standard output, and what is no plain file (a pipe, a device) is written directly.</summary>
    /// <exception cref="FaultException">The folder does not exist, or the path is a folder.</exception>
    /// <exception cref="IOException">The place cannot be written.</exception>
    public static WholeFile Create(string path)
    {
        if (path == StandardOutput) return new WholeFile(Console.OpenStandardOutput(), null, path);
        if (Directory.Exists(path)) throw new FaultException(new Fault(path, "it is a folder, where a file is expected", "name a file in it"));
        var link = File.Exists(path) ? File.ResolveLinkTarget(path, returnFinalTarget: true) : null;
        var target = link?.FullName ?? Path.GetFullPath(path);
        if (!Directory.Exists(Path.GetDirectoryName(target))) throw new FaultException(new Fault(path, "the folder does not exist", "make it first"));
        if (Special(target) is { } special) return new WholeFile(special, null, target);
        var draft = $"{target}.{Environment.ProcessId}.tmp";
        return new WholeFile(new FileStream(draft, FileMode.CreateNew, FileAccess.Write), draft, target);
    }

    /// <summary>The file is complete: it appears under its name.</summary>
    /// <exception cref="IOException">The rest cannot be written.</exception>
    public void Complete()
    {
        Writer.Flush();
        if (_draft is null) return;
        Writer.Dispose();
        File.Move(_draft, _target, overwrite: true);
    }

    /// <summary>Removes what was written, unless it is complete.</summary>
    public void Dispose()
    {
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

    private static FileStream? Special(string target)
    {
        if (!File.Exists(target)) return null;
        var stream = new FileStream(target, FileMode.Open, FileAccess.Write, FileShare.ReadWrite);
        if (target.StartsWith(Devices, StringComparison.Ordinal) || !stream.CanSeek) return stream;
        stream.Dispose();
        return null;
    }
}
