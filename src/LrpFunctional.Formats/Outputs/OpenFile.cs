using System.Security.Cryptography;
using LanguageExt;

namespace LrpFunctional.Formats.Outputs;

/// <summary>A file that is being written: a draft of a plain file, or a stream.</summary>
/// <param name="Stream">Where the bytes go.</param>
/// <param name="Writer">Where the text goes.</param>
internal sealed record OpenFile(Stream Stream, TextWriter Writer) : IDisposable
{
    private const int BufferSize = 1 << 16;

    /// <summary>Begins the file at a place; that which it will replace gives it its permissions.</summary>
    /// <param name="place">The place.</param>
    /// <param name="draft">Its draft, where it is a plain file.</param>
    public static OpenFile At(Place place, string draft)
    {
        var stream = place.IsStream ? Direct(place) : Draft(place.Target, draft);
        return new(stream, new StreamWriter(stream, Edge.Utf8, BufferSize));
    }

    /// <summary>Goes on with a draft behind its first bytes.</summary>
    /// <param name="draft">The draft.</param>
    /// <param name="bytes">How many bytes of it stay.</param>
    /// <returns>The file, or nothing where the draft is shorter.</returns>
    public static Option<OpenFile> Continued(string draft, long bytes)
    {
        var stream = new DraftStream(draft, FileMode.Open);
        if (stream.Length < bytes)
        {
            stream.Dispose();
            return Option<OpenFile>.None;
        }

        stream.SetLength(bytes);
        stream.Seek(0, SeekOrigin.End);
        return new OpenFile(stream, new StreamWriter(stream, Edge.Utf8, BufferSize));
    }

    /// <summary>A draft's bytes so far are on the disk.</summary>
    /// <returns>How many they are.</returns>
    public long Settle()
    {
        Writer.Flush();
        ((DraftStream)Stream).Flush(flushToDisk: true);
        return Stream.Position;
    }

    /// <summary>The SHA-256 of a draft's bytes so far, in hexadecimal digits.</summary>
    public string Sha256()
    {
        using var written = Written();
        return Convert.ToHexStringLower(SHA256.HashData(written));
    }

    /// <summary>A draft's bytes so far, to be read.</summary>
    public Stream Written() => File.OpenRead(((DraftStream)Stream).Name);

    /// <summary>A draft's bytes are on the disk, and it is closed.</summary>
    public void Keep()
    {
        if (Stream is not DraftStream draft)
            return;
        draft.Flush(flushToDisk: true);
        draft.Dispose();
    }

    /// <summary>Closes a draft, whether or not all of it was written.</summary>
    public void Dispose()
    {
        if (Stream is DraftStream)
            Stream.Dispose();
    }

    private static DraftStream Draft(string target, string draft)
    {
        if (!File.Exists(target))
            return new DraftStream(draft, FileMode.Create);

        // A file that is protected against its user is not replaced either, though the folder would allow it.
        using var old = File.OpenHandle(
            target,
            access: FileAccess.Write,
            share: FileShare.ReadWrite | FileShare.Delete
        );
        var stream = new DraftStream(draft, FileMode.Create);
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(stream.SafeFileHandle, File.GetUnixFileMode(old));
        return stream;
    }

    private static Stream Direct(Place place) => place.IsTerminal ? new TerminalStream(Raw(place)) : Raw(place);

    private static Stream Raw(Place place) =>
        place.IsStandardOutput ? StandardStreams.Output()
        : place.Spelling == "/dev/stderr" ? Console.OpenStandardError()
        : new FileStream(place.Spelling, FileMode.Open, FileAccess.Write, FileShare.ReadWrite);
}
