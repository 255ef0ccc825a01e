using System.Security.Cryptography;
using LanguageExt;
using LrpFunctional.Formats.Outputs;

namespace LrpFunctional.Formats.Sentences;

/// <summary>Where sentences are read from.</summary>
public sealed record SentenceSource
{
    private readonly Func<Stream> _open;
    private readonly Option<string> _path;
    private readonly Option<SHA256> _hash;

    private SentenceSource(string name, Func<Stream> open, Option<string> path, Option<SHA256> hash = default)
    {
        Name = name;
        _open = open;
        _path = path;
        _hash = hash;
    }

    /// <summary>What it is called in messages.</summary>
    public string Name { get; }

    /// <summary>A file.</summary>
    public static SentenceSource File(string path) =>
        new(
            path,
            () => Edge.Read<Stream>(path, () => GitLfs.Checked(path, System.IO.File.OpenRead(path))).OrThrow(),
            path
        );

    /// <summary>A pipe, such as standard input.</summary>
    /// <param name="name">What it is called in messages.</param>
    /// <param name="stream">What comes out of it.</param>
    public static SentenceSource Pipe(string name, Stream stream) => new(name, () => stream, Option<string>.None);

    /// <summary>Standard input.</summary>
    /// <exception cref="FaultException">It is closed.</exception>
    public static SentenceSource StandardInput() => Pipe(StandardStreams.InputName, StandardStreams.Input());

    /// <summary>The same source, which knows the SHA-256 of what was read of it.</summary>
    public SentenceSource Hashed()
    {
        var hash = SHA256.Create();
        return new SentenceSource(Name, () => new CryptoStream(_open(), hash, CryptoStreamMode.Read), _path, hash);
    }

    /// <summary>
    /// The SHA-256 of a source that is <see cref="Hashed"/> and read to its end, in hexadecimal digits.
    /// </summary>
    public string Sha256 =>
        _hash.Bind(hash => Prelude.Optional(hash.Hash)).Match(Convert.ToHexStringLower, () => InputFile.HashOf(Path));

    /// <summary>The text of it, which must be UTF-8.</summary>
    /// <exception cref="FaultException">There is no such file, it cannot be read, or, while reading, a line of it is
    /// too long.</exception>
    internal TextReader OpenText(ReadingLimits limits) =>
        SentenceFile.Open(new LimitedLines(Name, Unfolded(_open()), limits.Line));

    /// <summary>The path of what packs its numbers itself, and cannot be read from a pipe.</summary>
    /// <exception cref="FaultException">It is a pipe, or packed once more.</exception>
    internal string Unpacked =>
        GzipInput.Is(Path)
            ? throw new FaultException(new Fault(Name, "gzip is read around texts only", "unpack it by gunzip"))
            : Path;

    // The hash is that of the bytes as they lie on the disk.
    private Stream Unfolded(Stream stream) => _path.Exists(GzipInput.Is) ? new GzipInput(Name, stream) : stream;

    /// <summary>The path of what cannot be read from a pipe.</summary>
    /// <exception cref="FaultException">It is a pipe.</exception>
    internal string Path =>
        _path.IfNone(() =>
            throw new FaultException(
                new Fault(Name, "it is a pipe, where a file is expected", "save it as a file and name that")
            )
        );
}
