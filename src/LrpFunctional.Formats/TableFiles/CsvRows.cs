using System.Collections.Immutable;
using System.Globalization;
using CsvHelper;
using CsvHelper.Configuration;

namespace LrpFunctional.Formats.TableFiles;

/// <summary>The rows of CSV as our tables have it.</summary>
internal static class CsvRows
{
    private const int BufferSize = 1 << 16;

    private static readonly CsvConfiguration Layout = new(CultureInfo.InvariantCulture)
    {
        NewLine = "\n",
        IgnoreBlankLines = false,
    };

    /// <summary>The table in a stream.</summary>
    /// <exception cref="FaultException">While reading: a quote is not closed, or a row is shorter or longer than the
    /// header.</exception>
    public static TableRows Read(string source, Stream stream)
    {
        var parser = new CsvParser(new StreamReader(stream, Edge.Utf8, false, BufferSize), Layout);
        var columns = Next(source, parser);
        return new TableRows(columns, Following(source, parser, columns.Length));
    }

    /// <summary>Writes a table, and its header before it.</summary>
    public static void Write(TableRows table, Stream stream, CancellationToken cancellation)
    {
        using var csv = Begin(stream);
        if (!table.Columns.IsEmpty)
            Add(csv, table.Columns);
        foreach (var group in table.Groups(cancellation))
        {
            foreach (var row in group)
                Add(csv, row);
        }
    }

    /// <summary>A writer of rows onto a stream, which stays open.</summary>
    public static CsvWriter Begin(Stream stream) =>
        new(new StreamWriter(stream, Edge.Utf8, BufferSize, leaveOpen: true), Layout);

    /// <summary>Writes a row.</summary>
    public static void Add(CsvWriter csv, ImmutableArray<string> row)
    {
        foreach (var cell in row)
            csv.WriteField(cell);
        csv.NextRecord();
    }

    private static IEnumerable<ImmutableArray<string>> Following(string source, CsvParser parser, int columns)
    {
        while (Next(source, parser) is { IsEmpty: false } row)
            yield return row.Length == columns
                ? row
                : throw Fault(source, parser, $"it has {row.Length} cells, where the header has {columns}");
    }

    private static ImmutableArray<string> Next(string source, CsvParser parser)
    {
        try
        {
            return parser.Read() ? [.. parser.Record ?? []] : [];
        }
        catch (BadDataException)
        {
            throw Fault(source, parser, "a quote stands where none may stand");
        }
    }

    private static FaultException Fault(string source, CsvParser parser, string problem) =>
        new(new Fault($"{source}, line {parser.RawRow}", problem, "write the table again"));
}
