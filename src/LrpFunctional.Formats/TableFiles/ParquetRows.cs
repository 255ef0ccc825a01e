using System.Collections.Immutable;
using System.Globalization;
using LrpFunctional.Formats.Tables;
using Parquet;
using Parquet.Schema;

namespace LrpFunctional.Formats.TableFiles;

/// <summary>
/// The rows of Apache Parquet: groups of rows, each column of a group with its least and largest value, texts by a
/// dictionary, pages packed by Snappy.
/// </summary>
internal static class ParquetRows
{
    /// <summary>The table in a stream that can be sought in.</summary>
    /// <exception cref="FaultException">At once or while reading: it is no whole file, or has columns of other
    /// kinds.</exception>
    public static TableRows Read(string source, Stream stream)
    {
        var file = ParquetFile.Open(source, stream, ReadingLimits.Default);
        return file.Unreadable.IsEmpty
            ? new TableRows(file.Columns, file.Rows)
            : throw new FaultException(
                new Fault(
                    source,
                    $"its column \"{file.Unreadable[0].Name}\" holds {file.Unreadable[0].Kind}",
                    "name a table that lrp wrote"
                )
            );
    }

    /// <summary>Writes a table onto a stream that tells its position.</summary>
    public static void Write(TableRows table, Stream stream, CancellationToken cancellation)
    {
        ImmutableArray<Column> columns = [.. table.Columns.Zip(table.Kinds, Of)];
        var options = new ParquetOptions
        {
            CompressionMethod = CompressionMethod.Snappy,
            // All texts repeat themselves, and where those of one group do not, little is lost.
            DictionaryEncodingThreshold = 1,
        };
        foreach (var (at, kind) in table.Kinds.Index().Where(column => column.Item == ColumnKind.Text))
            options.ColumnEncodingHints[table.Columns[at]] = EncodingHint.Dictionary;
        var schema = new ParquetSchema(columns.Select(column => column.Field));
        var writer = ParquetWriter
            .CreateAsync(schema, stream, options, append: false, cancellation)
            .GetAwaiter()
            .GetResult();
        foreach (var rows in table.Groups(cancellation))
        {
            using var group = writer.CreateRowGroup();
            foreach (var (at, column) in columns.Index())
                column.Write(group, rows.Select(row => row[at])).GetAwaiter().GetResult();
        }

        writer.DisposeAsync().AsTask().GetAwaiter().GetResult();
    }

    private static Column Of(string name, ColumnKind kind)
    {
        DataField Field<T>(bool canBeNone) => new(name, typeof(T), canBeNone);
        Column Each<T>(Func<string, T> read)
            where T : struct
        {
            var field = Field<T>(canBeNone: false);
            return new(field, (group, cells) => group.WriteAsync<T>(field, cells.Select(read).ToArray()));
        }

        Column EachOrNone<T>(Func<string, T> read)
            where T : struct
        {
            var field = Field<T>(canBeNone: true);
            return new(
                field,
                (group, cells) =>
                    group.WriteAsync<T>(
                        field,
                        (ReadOnlyMemory<T?>)cells.Select(cell => cell.Length == 0 ? (T?)null : read(cell)).ToArray()
                    )
            );
        }

        switch (kind)
        {
            case ColumnKind.Whole:
                return Each(Whole);
            case ColumnKind.WholeOrNone:
                return EachOrNone(Whole);
            case ColumnKind.Number:
                return Each(Number);
            case ColumnKind.NumberOrNone:
                return EachOrNone(Number);
            default:
                var text = Field<string>(canBeNone: false);
                return new(text, (group, cells) => group.WriteAsync(text, (IReadOnlyCollection<string>)[.. cells]));
        }
    }

    private static int Whole(string cell) => int.Parse(cell, CultureInfo.InvariantCulture);

    private static double Number(string cell) => double.Parse(cell, CultureInfo.InvariantCulture);

    private sealed record Column(DataField Field, Func<ParquetRowGroupWriter, IEnumerable<string>, Task> Write);
}
