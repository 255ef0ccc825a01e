using System.Text;

namespace LrpFunctional.Cli.Batches;

/// <summary>Passes on a text without its first line, the header of a table, which is there already.</summary>
internal sealed class HeadlessWriter(TextWriter writer) : TextWriter
{
    private bool _isBehind;

    /// <inheritdoc/>
    public override Encoding Encoding => writer.Encoding;

    /// <inheritdoc/>
    public override void Write(char value) => Write([value]);

    /// <inheritdoc/>
    public override void Write(char[] buffer, int index, int count) => Write(buffer.AsSpan(index, count));

    /// <inheritdoc/>
    public override void Write(ReadOnlySpan<char> buffer)
    {
        if (_isBehind)
        {
            writer.Write(buffer);
            return;
        }

        var end = buffer.IndexOf('\n');
        _isBehind = end >= 0;
        if (_isBehind)
            writer.Write(buffer[(end + 1)..]);
    }

    /// <inheritdoc/>
    public override void Flush() => writer.Flush();
}
