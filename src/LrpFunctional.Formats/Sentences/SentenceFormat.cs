using System.Collections.Immutable;
using System.Globalization;
using CsvHelper;
using CsvHelper.Configuration;
using LanguageExt;
using LrpFunctional.Sequences;

namespace LrpFunctional.Formats.Sentences;

/// <summary>A way to write sentences, or sequences of numbers, in a file.</summary>
public sealed record SentenceFormat
{
    private readonly Func<SentenceSource, SentenceOptions, SentenceEncoder, Portion, IEnumerable<Located>> _records;

    private SentenceFormat(
        string name,
        ImmutableArray<string> extensions,
        Func<SentenceSource, SentenceOptions, SentenceEncoder, Portion, IEnumerable<Located>> records
    )
    {
        Name = name;
        Extensions = extensions;
        _records = records;
    }

    /// <summary>The reference program's lines of words; see <see cref="SentenceFile"/>.</summary>
    public static SentenceFormat Tokens { get; } =
        OfLines("tokens", [], (lines, _, encoder, portion) => SentenceFile.Records(portion.Of(lines).Kept(), encoder));

    /// <summary>Plain text, one sentence a line.</summary>
    public static SentenceFormat Text { get; } =
        OfLines(
            "text",
            [],
            (lines, _, encoder, portion) =>
                from line in portion.Of(lines).Kept()
                select new Located(line.Place, () => encoder.Text(line.Place, line.Line, Option<int>.None))
        );

    /// <summary>Columns separated by commas, as RFC 4180 has them: text, or the features of sequences.</summary>
    public static SentenceFormat Csv { get; } =
        OfTable("csv", [".csv"], new CsvConfiguration(CultureInfo.InvariantCulture) { IgnoreBlankLines = false });

    /// <summary>Columns separated by tabs, without quotes of their own: text, or the features of sequences.</summary>
    public static SentenceFormat Tsv { get; } =
        OfTable(
            "tsv",
            [".tsv"],
            new CsvConfiguration(CultureInfo.InvariantCulture)
            {
                Delimiter = "\t",
                Mode = CsvMode.NoEscape,
                IgnoreBlankLines = false,
            }
        );

    /// <summary>One JSON object a line; see <see cref="JsonLine"/>.</summary>
    public static SentenceFormat JsonLines { get; } =
        OfLines(
            "jsonl",
            [".jsonl", ".ndjson"],
            (lines, options, encoder, portion) =>
                from line in portion.Of(lines.Where(line => !JsonLine.IsBlank(line.Characters.Span))).Kept()
                select new Located(line.Place, () => JsonLine.Parse(line.Place, line.Line, options, encoder))
        );

    /// <summary>The labelled trees of the Stanford Sentiment Treebank, one a line.</summary>
    public static SentenceFormat Trees { get; } =
        OfLines(
            "trees",
            [".trees", ".ptb"],
            (lines, options, encoder, portion) =>
                options.Phrases
                    ? portion.Of(lines.Kept().SelectMany(line => LabelledTree.Phrases(line.Place, line.Line, encoder)))
                    : portion.Of(lines).Kept().Select(line => LabelledTree.Whole(line.Place, line.Line, encoder))
        );

    /// <summary>NumPy's arrays, of ids or of features.</summary>
    public static SentenceFormat NumPy { get; } =
        new(
            "npy",
            [".npy", ".npz"],
            (source, options, encoder, portion) => portion.Of(NumPySequences.Records(source.Unpacked, options, encoder))
        );

    /// <summary>The columns of Apache Parquet: text, or the features of sequences.</summary>
    public static SentenceFormat Parquet { get; } =
        new(
            "parquet",
            [".parquet", ".pq"],
            (source, options, encoder, portion) =>
                ToEnd(
                    () => ParquetTable.Open(source.Unpacked, encoder.Limits),
                    file => portion.Of(Tabular(file.Table, options, encoder))
                )
        );

    /// <summary>All of them.</summary>
    public static ImmutableArray<SentenceFormat> All { get; } =
    [Tokens, Text, Csv, Tsv, JsonLines, Trees, NumPy, Parquet];

    /// <summary>The sizes of a step in a file of <see cref="NumPy"/>: of an image its rows, columns and channels.</summary>
    /// <exception cref="FaultException">It is no such file.</exception>
    public static ImmutableArray<int> StepSizes(string path, ReadingLimits limits) =>
        NumPySequences.StepSizes(path, limits);

    /// <summary>The format's name.</summary>
    public string Name { get; }

    /// <summary>The file extensions that stand for it.</summary>
    public ImmutableArray<string> Extensions { get; }

    /// <summary>
    /// The format of a file by its extension, which a text that is packed has before .gz; <see cref="Tokens"/> for any
    /// other.
    /// </summary>
    public static SentenceFormat Of(string path)
    {
        var extension = Path.GetExtension(GzipInput.Is(path) ? path[..^GzipInput.Ending.Length] : path);
        return All.FirstOrDefault(
            format => format.Extensions.Contains(extension, StringComparer.OrdinalIgnoreCase),
            Tokens
        );
    }

    /// <summary>The sentences, read and checked one by one as they are asked for.</summary>
    /// <param name="source">Where they stand.</param>
    /// <param name="options">Where in it.</param>
    /// <param name="encoder">What becomes of them.</param>
    /// <param name="check">A further check of each, which is told its place.</param>
    /// <exception cref="FaultException">While reading: the source cannot be read, is not of the format, or has no
    /// sentence.</exception>
    public IEnumerable<Sentence> Read(
        SentenceSource source,
        SentenceOptions options,
        SentenceEncoder encoder,
        Func<string, Sentence, Validation<Fault, Sentence>> check
    ) => Read(source, options, encoder, Portion.Whole, check);

    /// <summary>Those sentences that a portion takes; the others are passed over unread, and may be at fault.</summary>
    /// <inheritdoc cref="Read(SentenceSource, SentenceOptions, SentenceEncoder, Func{string, Sentence,
    /// Validation{Fault, Sentence}})"/>
    /// <param name="source">Where they stand.</param>
    /// <param name="options">Where in it.</param>
    /// <param name="encoder">What becomes of them.</param>
    /// <param name="portion">What is taken.</param>
    /// <param name="check">A further check of each, which is told its place.</param>
    public IEnumerable<Sentence> Read(
        SentenceSource source,
        SentenceOptions options,
        SentenceEncoder encoder,
        Portion portion,
        Func<string, Sentence, Validation<Fault, Sentence>> check
    ) =>
        Located.Checked(
            _records(source, options, encoder, portion),
            check,
            portion.MayBeEmpty
                ? Option<Fault>.None
                : new Fault(source.Name, "there is no sentence", "write at least one")
        );

    private static SentenceFormat OfLines(
        string name,
        ImmutableArray<string> extensions,
        Func<IEnumerable<TextLine>, SentenceOptions, SentenceEncoder, Portion, IEnumerable<Located>> records
    ) =>
        OfText(
            name,
            extensions,
            (source, reader, options, encoder, portion) =>
                records(TextLines.Of(source, reader), options, encoder, portion)
        );

    private static SentenceFormat OfTable(
        string name,
        ImmutableArray<string> extensions,
        CsvConfiguration configuration
    ) =>
        OfText(
            name,
            extensions,
            (source, reader, options, encoder, portion) =>
            {
                var table = TextTable.Read(
                    source,
                    new CsvParser(reader, configuration with { MaxFieldSize = encoder.Limits.Line })
                );
                return portion.Of(Tabular(table, options, encoder));
            }
        );

    private static IEnumerable<Located> Tabular(TextTable table, SentenceOptions options, SentenceEncoder encoder) =>
        encoder.Network.ReadsNumbers
            ? TabularSequences.Records(table, options, encoder)
            : TabularText.Records(table, options, encoder);

    private static SentenceFormat OfText(
        string name,
        ImmutableArray<string> extensions,
        Func<string, TextReader, SentenceOptions, SentenceEncoder, Portion, IEnumerable<Located>> records
    ) =>
        new(
            name,
            extensions,
            (source, options, encoder, portion) =>
                ToEnd(
                    () => source.OpenText(encoder.Limits),
                    reader => records(source.Name, reader, options, encoder, portion)
                )
        );

    // Opened when the first is asked for, and closed whatever comes of it.
    private static IEnumerable<Located> ToEnd<T>(Func<T> open, Func<T, IEnumerable<Located>> records)
        where T : IDisposable
    {
        using var opened = open();
        foreach (var record in records(opened))
            yield return record;
    }
}
