namespace LrpFunctional.Formats;

/// <summary>
/// The bytes of a text whose lines are no longer than a limit; a longer line is refused before it fills the memory.
/// </summary>
internal sealed class LimitedLines(string source, Stream stream, int most) : ForwardStream
{
    private long _line = 1;
    private long _length;
    private bool _afterReturn;

    /// <exception cref="FaultException">A line is too long.</exception>
    public override int Read(Span<byte> buffer)
    {
        var count = stream.Read(buffer);
        Follow(buffer[..count]);
        return count;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            stream.Dispose();
        base.Dispose(disposing);
    }

    // A return with a line feed behind it ends one line, not two.
    private void Follow(ReadOnlySpan<byte> bytes)
    {
        while (bytes.IndexOfAny((byte)'\r', (byte)'\n') is var end and >= 0)
        {
            Lengthen(end);
            if (!(_afterReturn && _length == 0 && bytes[end] == '\n'))
                _line++;
            (_length, _afterReturn) = (0, bytes[end] == '\r');
            bytes = bytes[(end + 1)..];
        }

        Lengthen(bytes.Length);
    }

    private void Lengthen(int count)
    {
        _length += count;
        if (_length > most)
            throw new FaultException(ReadingLimits.Exceeded(source, $"line {_line}", $"{most} bytes", "line"));
    }
}
