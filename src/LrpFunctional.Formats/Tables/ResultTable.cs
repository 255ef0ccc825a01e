using System.Collections.Immutable;
using CsvHelper;
using LanguageExt;

namespace LrpFunctional.Formats.Tables;

/// <summary>
/// CSV of results over whole data sets, written as the tables of sentences are: RFC 4180 with line feeds, shortest
/// numbers that read back the same.
/// </summary>
public static class ResultTable
{
    /// <summary>Writes a header and rows; the writer stays open.</summary>
    public static void Write(
        TextWriter writer,
        ImmutableArray<string> columns,
        IEnumerable<ImmutableArray<string>> rows
    )
    {
        using var csv = new CsvWriter(writer, Table.Layout, leaveOpen: true);
        foreach (var row in rows.Prepend(columns))
        {
            foreach (var field in row)
                csv.WriteField(field);
            csv.NextRecord();
        }
    }

    /// <summary>A number as tables have it.</summary>
    public static string Number(int number) => Table.Number(number);

    /// <summary>A number as tables have it, empty where there is none.</summary>
    public static string Number(Option<double> number) => number.Match(Table.Number, () => "");
}
