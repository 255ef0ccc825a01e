using System.Collections.Immutable;
using System.Globalization;
using LanguageExt;
using Parquet;
using Parquet.Schema;

namespace LrpFunctional.Formats.TableFiles;

/// <summary>The columns of texts and numbers in a file of Apache Parquet, whoever wrote it.</summary>
/// <param name="Columns">Their names.</param>
/// <param name="Rows">The rows, read group by group as they are asked for; no value is an empty cell.</param>
/// <param name="Unreadable">The columns that hold something else, as lists or dates.</param>
internal sealed record ParquetFile(
    ImmutableArray<string> Columns,
    IEnumerable<ImmutableArray<string>> Rows,
    ImmutableArray<(string Name, string Kind)> Unreadable
)
{
    private const string Remedy = "write it again, or check that it was copied whole";

    private static readonly ParquetOptions AsTexts = new() { TreatByteArrayAsString = true };

    private delegate Task<Func<int, string>> Cells(ParquetRowGroupReader group, DataField field, int rows);

    private static readonly ImmutableDictionary<Type, Cells> Kinds = new Dictionary<Type, Cells>
    {
        [typeof(string)] = Texts,
        [typeof(ReadOnlyMemory<char>)] = Texts,
        [typeof(bool)] = (group, field, rows) => Numbers<bool>(group, field, rows, value => value ? "true" : "false"),
        [typeof(sbyte)] = Whole<sbyte>,
        [typeof(byte)] = Whole<byte>,
        [typeof(short)] = Whole<short>,
        [typeof(ushort)] = Whole<ushort>,
        [typeof(int)] = Whole<int>,
        [typeof(uint)] = Whole<uint>,
        [typeof(long)] = Whole<long>,
        [typeof(ulong)] = Whole<ulong>,
        [typeof(float)] = (group, field, rows) => Numbers<float>(group, field, rows, value => Number(value)),
        [typeof(double)] = (group, field, rows) => Numbers<double>(group, field, rows, Number),
    }.ToImmutableDictionary();

    /// <summary>The file in a stream that can be sought in.</summary>
    /// <exception cref="FaultException">At once or while reading: it is no whole file, or larger than the limits.
    /// </exception>
    public static ParquetFile Open(string source, Stream stream, ReadingLimits limits)
    {
        var (reader, all) = Guarded(
            source,
            async () =>
            {
                ParquetBounds.CheckFooter(stream);
                stream.Position = 0;
                var opened = await ParquetReader.CreateAsync(stream, AsTexts, leaveStreamOpen: true);
                return (opened, opened.Schema.Fields.ToImmutableArray());
            }
        );
        ImmutableArray<DataField> fields =
        [
            .. all.OfType<DataField>().Where(field => !field.IsArray && Kinds.ContainsKey(field.ClrType)),
        ];
        return new ParquetFile(
            [.. fields.Select(field => field.Name)],
            Enumerable
                .Range(0, reader.RowGroupCount)
                .SelectMany(group => Group(source, stream, reader, group, fields, limits)),
            [
                .. all.Where(field => !fields.Contains(field))
                    .Select(field => (field.Name, field is DataField data ? data.ClrType.Name : $"{field.SchemaType}")),
            ]
        );
    }

    private static IEnumerable<ImmutableArray<string>> Group(
        string source,
        Stream stream,
        ParquetReader reader,
        int number,
        ImmutableArray<DataField> fields,
        ReadingLimits limits
    )
    {
        using var group = Guarded(source, () => Task.FromResult(reader.OpenRowGroupReader(number)));
        var (rows, place) = (group.RowCount, $"{source}, group {number + 1} of rows");
        if (rows < 0 || rows > limits.Sentence)
            throw new FaultException(ReadingLimits.Exceeded(place, "it", $"{limits.Sentence} rows", "sentence"));
        if (!Guarded(source, () => Task.FromResult(ParquetBounds.Fits(stream, group.RowGroup, limits.Entry))))
            throw new FaultException(ReadingLimits.Exceeded(place, "it", $"{limits.Entry} bytes, unfolded,", "entry"));
        ImmutableArray<Func<int, string>> cells =
        [
            .. fields.Select(field => Guarded(source, () => Kinds[field.ClrType](group, field, (int)rows))),
        ];
        for (var row = 0; row < rows; row++)
        {
            var at = row;
            yield return [.. cells.Select(cell => cell(at))];
        }
    }

    private static async Task<Func<int, string>> Texts(ParquetRowGroupReader group, DataField field, int rows)
    {
        var texts = new string?[rows];
        await group.ReadAsync(field, texts.AsMemory()!);
        return at => texts[at] ?? "";
    }

    private static Task<Func<int, string>> Whole<T>(ParquetRowGroupReader group, DataField field, int rows)
        where T : struct, IFormattable =>
        Numbers<T>(group, field, rows, value => value.ToString(null, CultureInfo.InvariantCulture));

    private static async Task<Func<int, string>> Numbers<T>(
        ParquetRowGroupReader group,
        DataField field,
        int rows,
        Func<T, string> text
    )
        where T : struct
    {
        if (field.IsNullable)
        {
            var some = new T?[rows];
            await group.ReadAsync<T>(field, some.AsMemory());
            return at => some[at] is { } value ? text(value) : "";
        }

        var all = new T[rows];
        await group.ReadAsync<T>(field, all.AsMemory());
        return at => text(all[at]);
    }

    private static string Number(double value) => value.ToString(CultureInfo.InvariantCulture);

    // What the library throws at a file that is damaged is not for it to say: there is no end of kinds.
    private static T Guarded<T>(string source, Func<Task<T>> read)
    {
        try
        {
            return read().GetAwaiter().GetResult();
        }
        catch (Exception exception) when (exception is not (FaultException or UnauthorizedAccessException))
        {
            throw new FaultException(
                new Fault(source, $"it is no whole file of Parquet ({exception.Message})", Remedy)
            );
        }
    }
}
