using System.Globalization;
using System.Text.Json;
using Apache.Arrow;
using Apache.Arrow.Ipc;
using CsvHelper;
using Parquet;
using Parquet.Schema;

namespace LrpFunctional.Tests.Cli;

/// <summary>Tables read by their formats' own libraries: a row is its cells, written as in CSV, with ␟ between.</summary>
internal static class TableReading
{
    private const char Between = '␟';

    public static string[] Csv(string text)
    {
        using var parser = new CsvParser(new StringReader(text), CultureInfo.InvariantCulture);
        var rows = new List<string>();
        while (parser.Read())
            rows.Add(string.Join(Between, parser.Record!));
        return [.. rows];
    }

    public static async Task<string[]> Parquet(string path)
    {
        await using var file = await ParquetReader.CreateAsync(path);
        var rows = new List<string> { string.Join(Between, file.Schema.DataFields.Select(field => field.Name)) };
        foreach (var group in file.RowGroups)
        {
            var columns = new List<object?[]>();
            foreach (var field in file.Schema.DataFields)
                columns.Add(await Column(group, field));
            for (var row = 0; row < group.RowCount; row++)
                rows.Add(string.Join(Between, columns.Select(column => Cell(column[row]))));
        }

        return [.. rows];
    }

    public static async Task<string> Kinds(string path)
    {
        await using var file = await ParquetReader.CreateAsync(path);
        return string.Join(
            ", ",
            file.Schema.DataFields.Select(field =>
                $"{field.Name} {(IsText(field) ? "String" : field.ClrType.Name)}{(field.IsNullable ? "?" : "")}"
            )
        );
    }

    public static string[] Arrow(string path)
    {
        using var stream = File.OpenRead(path);
        using var file = new ArrowFileReader(stream);
        var batches = file.RecordBatchCountAsync().AsTask().GetAwaiter().GetResult();
        var rows = new List<string> { string.Join(Between, file.Schema.FieldsList.Select(field => field.Name)) };
        for (var at = 0; at < batches; at++)
        {
            using var batch = file.ReadNextRecordBatch();
            for (var row = 0; row < batch.Length; row++)
                rows.Add(string.Join(Between, batch.Arrays.Select(column => Cell(Value(column, row)))));
        }

        return [.. rows];
    }

    public static string Json(string line)
    {
        using var json = JsonDocument.Parse(line);
        return string.Join(
            Between,
            json.RootElement.EnumerateObject()
                .Select(cell =>
                    cell.Value.ValueKind switch
                    {
                        JsonValueKind.Number => Cell(cell.Value.GetDouble()),
                        JsonValueKind.Null => "",
                        _ => cell.Value.GetString(),
                    }
                )
        );
    }

    private static bool IsText(DataField field) =>
        field.ClrType == typeof(string) || field.ClrType == typeof(ReadOnlyMemory<char>);

    private static async Task<object?[]> Column(ParquetRowGroupReader group, DataField field)
    {
        var rows = (int)group.RowCount;
        if (IsText(field))
        {
            var texts = new string?[rows];
            await group.ReadAsync(field, texts.AsMemory());
            return [.. texts];
        }

        return field.ClrType == typeof(int)
            ? await Numbers<int>(group, field, rows)
            : await Numbers<double>(group, field, rows);
    }

    private static async Task<object?[]> Numbers<T>(ParquetRowGroupReader group, DataField field, int rows)
        where T : struct
    {
        if (field.IsNullable)
        {
            var some = new T?[rows];
            await group.ReadAsync<T>(field, some.AsMemory());
            return [.. some.Select(value => (object?)value)];
        }

        var all = new T[rows];
        await group.ReadAsync<T>(field, all.AsMemory());
        return [.. all.Select(value => (object?)value)];
    }

    private static object? Value(IArrowArray column, int row) =>
        column switch
        {
            StringArray texts => texts.GetString(row),
            Int32Array whole => whole.GetValue(row),
            _ => ((DoubleArray)column).GetValue(row),
        };

    private static string Cell(object? value) => Convert.ToString(value, CultureInfo.InvariantCulture) ?? "";
}
