using System.Collections.Immutable;
using System.IO.Compression;
using LanguageExt;
using LrpFunctional.Formats.Outputs;

namespace LrpFunctional.Formats.TableFiles;

/// <summary>A way to write a table in a file. Tables are made as CSV, and become the others when they are whole.</summary>
public sealed record TableFormat
{
    private const string Gz = ".gz";
    private const string Zst = ".zst";

    private readonly Action<TableRows, Stream, CancellationToken> _write;
    private readonly Func<string, Stream, TableRows> _read;

    private TableFormat(
        string name,
        ImmutableArray<string> endings,
        Action<TableRows, Stream, CancellationToken> write,
        Func<string, Stream, TableRows> read
    )
    {
        Name = name;
        Endings = endings;
        _write = write;
        _read = read;
    }

    /// <summary>CSV, as RFC 4180 has it.</summary>
    public static TableFormat Csv { get; } = new("csv", [".csv"], CsvRows.Write, CsvRows.Read);

    /// <summary>An object of JSON a row.</summary>
    public static TableFormat JsonLines { get; } = new("jsonl", [".jsonl", ".ndjson"], JsonRows.Write, JsonRows.Read);

    /// <summary>Apache Parquet.</summary>
    public static TableFormat Parquet { get; } =
        new("parquet", [".parquet", ".pq"], ParquetRows.Write, ParquetRows.Read);

    /// <summary>A file of Apache Arrow.</summary>
    public static TableFormat Arrow { get; } = new("arrow", [".arrow", ".feather"], ArrowRows.Write, ArrowRows.Read);

    /// <summary>Those that a name of their own stands for; texts may be packed besides.</summary>
    public static ImmutableArray<TableFormat> All { get; } = [Csv, JsonLines, Parquet, Arrow];

    /// <summary>Whether a table without rows says its columns.</summary>
    internal bool HasHeader => !Name.StartsWith(JsonLines.Name, StringComparison.Ordinal);

    private static ImmutableArray<TableFormat> Packed { get; } = [Gzip(Csv), Gzip(JsonLines)];

    /// <summary>Its name.</summary>
    public string Name { get; }

    /// <summary>What the names of its files end in.</summary>
    public ImmutableArray<string> Endings { get; }

    /// <summary>How a whole draft of CSV becomes the file, if it is not the file.</summary>
    public Option<RowEncoding> Encoding =>
        this == Csv
            ? Option<RowEncoding>.None
            : new RowEncoding(
                Name,
                (place, draft, file, cancellation) => _write(CsvRows.Read(place, draft), file, cancellation)
            );

    /// <summary>The format of a file by its ending and by what is said of it; else CSV.</summary>
    /// <param name="place">What is called so in messages.</param>
    /// <param name="path">The file.</param>
    /// <param name="said">The name of a format, if one is named.</param>
    public static Validation<Fault, TableFormat> Of(string place, string path, Option<string> said)
    {
        if (Ends(path, Zst))
            return new Fault(
                place,
                "it ends in .zst, and .NET has no Zstandard",
                "name it .gz, or write csv and pack that by zstd"
            );
        var packed = Ends(path, Gz);
        var named = said.Bind(name => All.Filter(format => format.Name == name).ToSeq().HeadOrNone());
        var ended = Ending(packed ? path[..^Gz.Length] : path);
        var found = ended | named;
        if (ended.Exists(format => named.Exists(other => other != format)))
            return new Fault(
                place,
                $"it ends like {ended.Map(format => format.Name).IfNone("")}, where {said.IfNone("")} is asked for",
                "name it otherwise, or leave the format out"
            );
        if (!packed)
            return found.IfNone(Csv);
        return found.Case is not TableFormat format
                ? new Fault(
                    place,
                    "it ends in .gz, which does not say what is packed",
                    $"name it {Listed(Packed.SelectMany(one => one.Endings))}"
                )
            : Packed.FirstOrDefault(one => one.Name == format.Name + Gz) is { } whole ? whole
            : new Fault(place, $"{format.Name} packs its numbers itself", "leave .gz out");
    }

    /// <summary>The table in a file as CSV, byte for byte what a run would have written as such.</summary>
    /// <param name="path">The file, for messages.</param>
    /// <param name="stream">What it holds; it is closed with what is returned.</param>
    /// <exception cref="FaultException">At once or while reading: it is no whole file of this format.</exception>
    internal Stream AsCsv(string path, Stream stream) =>
        this == Csv ? stream : new RowBytes(_read(path, stream), stream);

    private static TableFormat Gzip(TableFormat format) =>
        new(
            format.Name + Gz,
            [.. format.Endings.Select(ending => ending + Gz)],
            (table, stream, cancellation) =>
            {
                using var packed = new GZipStream(stream, CompressionLevel.Optimal, leaveOpen: true);
                using var buffered = new BufferedStream(packed, 1 << 16);
                format._write(table, buffered, cancellation);
            },
            (source, stream) => format._read(source, new GzipInput(source, stream))
        );

    private static Option<TableFormat> Ending(string path) =>
        All.Filter(format => format.Endings.Any(ending => Ends(path, ending))).ToSeq().HeadOrNone();

    private static bool Ends(string path, string ending) => path.EndsWith(ending, StringComparison.OrdinalIgnoreCase);

    private static string Listed(IEnumerable<string> names) => string.Join(" or ", names);
}
