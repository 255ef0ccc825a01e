using System.Collections.Immutable;
using CsvHelper;

namespace LrpFunctional.Formats.TableFiles;

/// <summary>A table as the bytes of CSV, made as they are read.</summary>
internal sealed class RowBytes : ForwardStream
{
    private const int Enough = 1 << 16;

    private readonly IEnumerator<ImmutableArray<string>> _rows;
    private readonly Stream _source;
    private readonly MemoryStream _made = new();
    private readonly CsvWriter _csv;
    private int _at;
    private bool _isAtEnd;

    /// <summary>Begins it.</summary>
    /// <param name="table">The table.</param>
    /// <param name="source">What is closed with it.</param>
    public RowBytes(TableRows table, Stream source)
    {
        _source = source;
        _rows = table.Rows.GetEnumerator();
        _csv = CsvRows.Begin(_made);
        if (!table.Columns.IsEmpty)
            CsvRows.Add(_csv, table.Columns);
    }

    /// <exception cref="FaultException">The rows are not whole.</exception>
    public override int Read(Span<byte> buffer)
    {
        if (_at == _made.Length && !_isAtEnd)
            Fill();
        var count = Math.Min(buffer.Length, (int)_made.Length - _at);
        _made.GetBuffer().AsSpan(_at, count).CopyTo(buffer);
        _at += count;
        return count;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _csv.Dispose();
            _rows.Dispose();
            _source.Dispose();
        }

        base.Dispose(disposing);
    }

    private void Fill()
    {
        if (_at > 0)
            _made.SetLength(0);
        _at = 0;
        while (_made.Length < Enough && !_isAtEnd)
        {
            _isAtEnd = !_rows.MoveNext();
            if (!_isAtEnd)
                CsvRows.Add(_csv, _rows.Current);
            else
                _csv.Flush();
        }
    }
}
