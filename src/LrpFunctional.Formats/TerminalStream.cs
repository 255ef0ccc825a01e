using System.Text;

namespace LrpFunctional.Formats;

/// <summary>Bytes on their way to a terminal: text of UTF-8, as <see cref="TerminalWriter"/> shows it.</summary>
internal sealed class TerminalStream : Stream
{
    private readonly Decoder _decoder = Encoding.UTF8.GetDecoder();
    private readonly TerminalWriter _writer;

    /// <summary>Writes to a terminal.</summary>
    public TerminalStream(Stream terminal) => _writer = new TerminalWriter(new StreamWriter(terminal, Edge.Utf8));

    /// <inheritdoc/>
    public override bool CanRead => false;

    /// <inheritdoc/>
    public override bool CanSeek => false;

    /// <inheritdoc/>
    public override bool CanWrite => true;

    /// <inheritdoc/>
    public override long Length => throw new NotSupportedException();

    /// <inheritdoc/>
    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <inheritdoc/>
    public override void Write(ReadOnlySpan<byte> buffer)
    {
        var text = new char[Encoding.UTF8.GetMaxCharCount(buffer.Length)];
        _writer.Write(text.AsSpan(0, _decoder.GetChars(buffer, text, flush: false)));
    }

    /// <inheritdoc/>
    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    /// <inheritdoc/>
    public override void Flush() => _writer.Flush();

    /// <inheritdoc/>
    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void SetLength(long value) => throw new NotSupportedException();
}
