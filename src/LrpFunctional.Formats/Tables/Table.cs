using System.Collections.Immutable;
using System.Globalization;
using CsvHelper;
using CsvHelper.Configuration;
using LanguageExt;
using LrpFunctional.Sequences;

namespace LrpFunctional.Formats.Tables;

/// <summary>
/// CSV as all our tables are written: RFC 4180 with line feeds, invariant culture, shortest numbers that read back the
/// same. Each row begins with the sentence's number, with the user's own name for it where the first sentence has one,
/// and with what else is said of it.
/// </summary>
internal sealed class Table(TextWriter writer, ImmutableArray<SentenceColumn> more, ImmutableArray<string> columns)
    : IDisposable
{
    private readonly CsvWriter _csv = new(writer, Layout, leaveOpen: true);
    private Option<bool> _named;

    /// <summary>How fields and rows are written; a carriage return would end the row of who reads it.</summary>
    public static CsvConfiguration Layout =>
        new(CultureInfo.InvariantCulture)
        {
            NewLine = "\n",
            ShouldQuote = cell => ConfigurationFunctions.ShouldQuote(cell) || cell.Field?.Contains('\r') == true,
        };

    /// <summary>Begins a row; the writer takes its other fields.</summary>
    public CsvWriter Row(string number, Sentence sentence)
    {
        var named = _named.IfNone(() => Begin(sentence.Id.IsSome));
        _csv.WriteField(number, shouldQuote: false);
        if (named)
            _csv.WriteField(sentence.Id.IfNone(""));
        foreach (var column in more)
            _csv.WriteField(column.Of(sentence));
        return _csv;
    }

    /// <summary>Writes the header of a table without rows, and what is not yet written.</summary>
    public void Dispose()
    {
        if (_named.IsNone)
            Begin(named: false);
        _csv.Dispose();
    }

    public static string Number(double number) => number.ToString(CultureInfo.InvariantCulture);

    public static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);

    private bool Begin(bool named)
    {
        _named = named;
        foreach (
            var column in (string[])
                [
                    "sentence",
                    .. named ? ["id"] : Array.Empty<string>(),
                    .. more.Select(column => column.Name),
                    .. columns,
                ]
        )
            _csv.WriteField(column);
        _csv.NextRecord();
        return named;
    }
}
