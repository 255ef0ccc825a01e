using System.Collections.Immutable;
using System.Globalization;
using Apache.Arrow;
using Apache.Arrow.Ipc;
using Apache.Arrow.Types;
using LrpFunctional.Formats.Tables;

namespace LrpFunctional.Formats.TableFiles;

/// <summary>The rows of a file of Apache Arrow, which is version 2 of Feather: batches of rows, not packed.</summary>
internal static class ArrowRows
{
    private const string Remedy = "write the table again";

    /// <summary>The table in a stream that can be sought in.</summary>
    /// <exception cref="FaultException">At once or while reading: it is no whole file, or has columns of other
    /// kinds.</exception>
    public static TableRows Read(string source, Stream stream)
    {
        var reader = new ArrowFileReader(stream, leaveOpen: true);
        var batches = Guarded(source, () => reader.RecordBatchCountAsync().AsTask().GetAwaiter().GetResult());
        return new TableRows(
            [.. reader.Schema.FieldsList.Select(field => field.Name)],
            Enumerable.Range(0, batches).SelectMany(_ => Batch(source, reader))
        );
    }

    /// <summary>Writes a table onto a stream that tells its position.</summary>
    public static void Write(TableRows table, Stream stream, CancellationToken cancellation)
    {
        var kinds = table.Kinds;
        var schema = new Schema(table.Columns.Zip(kinds, Field), null);
        using var writer = new ArrowFileWriter(stream, schema, leaveOpen: true);
        writer.WriteStart();
        foreach (var rows in table.Groups(cancellation))
        {
            using var batch = new RecordBatch(
                schema,
                kinds.Select((kind, at) => Column(kind, rows.Select(row => row[at]))),
                rows.Length
            );
            writer.WriteRecordBatch(batch);
        }

        writer.WriteEnd();
    }

    private static Field Field(string name, ColumnKind kind) =>
        kind switch
        {
            ColumnKind.Whole => new Field(name, Int32Type.Default, nullable: false),
            ColumnKind.WholeOrNone => new Field(name, Int32Type.Default, nullable: true),
            ColumnKind.Number => new Field(name, DoubleType.Default, nullable: false),
            ColumnKind.NumberOrNone => new Field(name, DoubleType.Default, nullable: true),
            _ => new Field(name, StringType.Default, nullable: false),
        };

    private static IArrowArray Column(ColumnKind kind, IEnumerable<string> cells)
    {
        switch (kind)
        {
            case ColumnKind.Whole or ColumnKind.WholeOrNone:
                var whole = new Int32Array.Builder();
                foreach (var cell in cells)
                    whole.Append(cell.Length == 0 ? null : int.Parse(cell, CultureInfo.InvariantCulture));
                return whole.Build();
            case ColumnKind.Number or ColumnKind.NumberOrNone:
                var numbers = new DoubleArray.Builder();
                foreach (var cell in cells)
                    numbers.Append(cell.Length == 0 ? null : double.Parse(cell, CultureInfo.InvariantCulture));
                return numbers.Build();
            default:
                return new StringArray.Builder().AppendRange(cells).Build();
        }
    }

    private static IEnumerable<ImmutableArray<string>> Batch(string source, ArrowFileReader reader)
    {
        using var batch = Guarded(source, reader.ReadNextRecordBatch);
        ImmutableArray<Func<int, string>> cells = [.. batch.Arrays.Select(column => Cells(source, column))];
        for (var row = 0; row < batch.Length; row++)
        {
            var at = row;
            yield return [.. cells.Select(cell => cell(at))];
        }
    }

    private static Func<int, string> Cells(string source, IArrowArray column) =>
        column switch
        {
            StringArray texts => at => texts.GetString(at) ?? "",
            Int32Array whole => at => whole.GetValue(at)?.ToString(CultureInfo.InvariantCulture) ?? "",
            DoubleArray numbers => at => numbers.GetValue(at)?.ToString(CultureInfo.InvariantCulture) ?? "",
            _ => throw Fault(source, $"it has a column of {column.Data.DataType.Name}"),
        };

    private static T Guarded<T>(string source, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (Exception exception) when (exception is not (FaultException or UnauthorizedAccessException))
        {
            throw Fault(source, $"it is no whole file of Arrow ({exception.Message})");
        }
    }

    private static FaultException Fault(string source, string problem) => new(new Fault(source, problem, Remedy));
}
