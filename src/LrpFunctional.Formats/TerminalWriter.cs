using System.Text;

namespace LrpFunctional.Formats;

/// <summary>CSV on a terminal: what would act on it becomes escapes, and only the end of a row ends a line.</summary>
internal sealed class TerminalWriter(TextWriter terminal) : TextWriter
{
    private bool _quoted;

    /// <inheritdoc/>
    public override Encoding Encoding => terminal.Encoding;

    /// <inheritdoc/>
    public override void Write(char value)
    {
        // Quotes stand around a field and twice inside it.
        if (value == '"')
            _quoted = !_quoted;
        if (char.IsSurrogate(value) || (value == '\n' && !_quoted))
            terminal.Write(value);
        else
            terminal.Write(Printable.Line($"{value}"));
    }

    /// <inheritdoc/>
    public override void Flush() => terminal.Flush();

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
            terminal.Dispose();
        base.Dispose(disposing);
    }
}
