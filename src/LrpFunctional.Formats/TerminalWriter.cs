using System.Text;

namespace LrpFunctional.Formats;

/// <summary>CSV on a terminal: what would act on it becomes escapes, and only the end of a row ends a line.</summary>
internal sealed class TerminalWriter(TextWriter terminal) : TextWriter
{
    private bool _quoted;
    private string _before = "";
    private string _half = "";

    /// <inheritdoc/>
    public override Encoding Encoding => terminal.Encoding;

    /// <inheritdoc/>
    public override void Write(char value)
    {
        if (char.IsHighSurrogate(value) && _half == "")
        {
            _half = $"{value}";
            return;
        }

        // Quotes stand around a field and twice inside it.
        if (value == '"')
            _quoted = !_quoted;
        if (value == '\n' && !_quoted && _half == "")
            terminal.Write(value);
        else
            Say($"{_half}{value}");
        (_before, _half) = ($"{_half}{value}", "");
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

    // Whether a joiner joins is told by what stands before it.
    private void Say(string character) =>
        terminal.Write(Printable.Line(_before + character).AsSpan(Printable.Line(_before).Length));
}
