using System.Text;
using LanguageExt;
using LrpFunctional.Memory;

namespace LrpFunctional.Formats;

/// <summary>Where the pure world ends: what goes wrong with the user's files turns into faults.</summary>
public static class Edge
{
    /// <summary>The value that the reading gives, or the faults that it met.</summary>
    /// <param name="path">The file or folder that is read, for messages.</param>
    /// <param name="read">The reading.</param>
    public static Validation<Fault, T> Read<T>(string path, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (FaultException exception)
        {
            return Validation<Fault, T>.Fail(exception.Faults.ToSeq());
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return Unread(path, exception);
        }
    }

    /// <summary>How many characters of a text went into a buffer; none at its end.</summary>
    /// <exception cref="FaultException">It cannot be read, or is not UTF-8.</exception>
    public static int Characters(string source, TextReader reader, Span<char> buffer)
    {
        try
        {
            return reader.Read(buffer);
        }
        catch (DecoderFallbackException)
        {
            throw NotUtf8(source);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new FaultException(Unread(source, exception));
        }
    }

    private static Fault Unread(string path, Exception exception) =>
        exception is FileNotFoundException or DirectoryNotFoundException
            ? new Fault(path, "there is no such file", "check the path")
            : new Fault(path, $"it cannot be read ({exception.Message})", "check the path and the permissions");

    private static FaultException NotUtf8(string source) =>
        new(new Fault(source, "it is not UTF-8 text", "save it as UTF-8"));

    /// <summary>A plain file, open for reading.</summary>
    /// <exception cref="FaultException">There is no such file, it cannot be read, or is no plain file.</exception>
    public static FileStream Open(string path) =>
        Read(
                path,
                () =>
                {
                    // To open a pipe waits for its writer.
                    var kind = Inode.Of(path);
                    if (kind.ForAll(file => file.IsFile || file.IsFolder))
                    {
                        var stream = GitLfs.Checked(path, File.OpenRead(path));
                        if (stream.CanSeek)
                            return stream;
                        stream.Dispose();
                    }

                    throw new FaultException(
                        new Fault(path, "it is a pipe or device, where a plain file is expected", "save it as a file")
                    );
                }
            )
            .OrThrow();

    /// <summary>What a step gives.</summary>
    /// <param name="source">The option that asked for it, for messages.</param>
    /// <param name="step">The step.</param>
    /// <exception cref="FaultException">It is not supported for this network.</exception>
    public static T Supported<T>(string source, Func<T> step)
    {
        try
        {
            return step();
        }
        catch (NotSupportedException exception)
        {
            throw new FaultException(new Fault(source, exception.Message, "choose another method"));
        }
    }

    /// <summary>
    /// What the steps of a stream give; what a network lacks is found out when its trace is looked at.
    /// </summary>
    /// <param name="source">The option that asked for it, for messages.</param>
    /// <param name="stream">The stream.</param>
    /// <exception cref="FaultException">A step is not supported for this network.</exception>
    public static IEnumerable<T> Supported<T>(string source, IEnumerable<T> stream)
    {
        using var each = stream.GetEnumerator();
        while (Supported(source, each.MoveNext))
            yield return each.Current;
    }

    /// <summary>All bytes of a plain file.</summary>
    /// <exception cref="FaultException">There is no such file, it cannot be read, is no plain file, or is larger than 2
    /// GiB.</exception>
    public static ReadOnlyMemory<byte> Bytes(string path) =>
        Read<ReadOnlyMemory<byte>>(
                path,
                () =>
                {
                    using var stream = Open(path);
                    if (stream.Length > Array.MaxLength)
                        throw new FaultException(
                            new Fault(
                                path,
                                $"it has {stream.Length} bytes, where at most {Array.MaxLength} are read",
                                "store smaller numbers, or fewer words"
                            )
                        );
                    var bytes = LargePages.Array<byte>((int)stream.Length);
                    stream.ReadExactly(bytes);
                    return bytes;
                }
            )
            .OrThrow();

    /// <summary>UTF-8 without a byte-order mark that refuses other bytes.</summary>
    public static Encoding Utf8 { get; } =
        new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>What a UTF-8 file may begin with, and which is no part of its text.</summary>
    public const char ByteOrderMark = '\ufeff';

    /// <summary>All text of a UTF-8 file.</summary>
    /// <exception cref="FaultException">There is no such file, it cannot be read, or it is not UTF-8.</exception>
    public static string Text(string path)
    {
        var bytes = Bytes(path);
        var text = DecodeUtf8(path, () => Utf8.GetString(bytes.Span));
        return text.StartsWith(ByteOrderMark) ? text[1..] : text;
    }

    /// <summary>What a step of decoding gives.</summary>
    /// <exception cref="FaultException">The bytes are not UTF-8.</exception>
    public static T DecodeUtf8<T>(string source, Func<T> decode)
    {
        try
        {
            return decode();
        }
        catch (DecoderFallbackException)
        {
            throw NotUtf8(source);
        }
    }
}
