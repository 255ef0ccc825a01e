using System.Buffers;
using System.Collections.Immutable;
using System.Text;

namespace LrpFunctional.Formats.Tables;

/// <summary>
/// Passes on a table as CSV with an apostrophe before each text that a spreadsheet would run as a formula: one that
/// begins with = + - @, a tab or a return. Numbers are left alone.
/// </summary>
public sealed class SpreadsheetWriter(TextWriter writer) : TextWriter
{
    private const char Mark = '\'';

    private static readonly SearchValues<char> Formulas = SearchValues.Create("=+-@\t\r");

    private readonly StringBuilder _header = new();
    private ImmutableArray<ColumnKind> _kinds = [];
    private int _column;
    private bool _isQuoted;
    private bool _isAtBegin = true;

    /// <inheritdoc/>
    public override Encoding Encoding => writer.Encoding;

    /// <inheritdoc/>
    public override void Write(char value)
    {
        if (_kinds.IsEmpty)
            Name(value);
        else
            Follow(value);
    }

    /// <inheritdoc/>
    public override void Write(char[] buffer, int index, int count) => Write(buffer.AsSpan(index, count));

    /// <inheritdoc/>
    public override void Write(ReadOnlySpan<char> buffer)
    {
        foreach (var value in buffer)
            Write(value);
    }

    /// <inheritdoc/>
    public override void Flush() => writer.Flush();

    // The header is of our own names, none of which is quoted.
    private void Name(char value)
    {
        writer.Write(value);
        if (value == '\n')
            _kinds = ColumnKinds.Of([.. _header.ToString().Split(',')]);
        else
            _header.Append(value);
    }

    private void Follow(char value)
    {
        if (_isAtBegin && _kinds[_column] == ColumnKind.Text && Formulas.Contains(value))
            writer.Write(Mark);
        writer.Write(value);
        _isAtBegin = _isAtBegin && !_isQuoted && value == '"';
        if (value == '"')
            _isQuoted = !_isQuoted;
        else if (!_isQuoted && value is ',' or '\n')
            (_column, _isAtBegin) = (value == ',' ? _column + 1 : 0, true);
    }
}
