using System.Collections.Immutable;
using System.Globalization;
using CsvHelper;
using CsvHelper.Configuration;
using LanguageExt;

namespace LrpFunctional.Formats.Sentences;

/// <summary>What people said of sentences in a column of a table: several tags of one are separated by ";".</summary>
public sealed record SentenceTags
{
    private const string Number = "sentence";
    private const string Id = "id";
    private const char Separator = ';';

    private readonly string _source;
    private readonly string _by;
    private readonly ImmutableDictionary<string, ImmutableArray<string>> _tags;

    private SentenceTags(string source, string by, ImmutableDictionary<string, ImmutableArray<string>> tags) =>
        (_source, _by, _tags) = (source, by, tags);

    /// <summary>
    /// The tags in a table with a header: its rows belong to sentences by the column sentence, their number from 1,
    /// else by the column id, their name, else by their order.
    /// </summary>
    /// <param name="path">The file: columns separated by tabs if it ends in .tsv, else by commas.</param>
    /// <param name="column">The column of the tags.</param>
    /// <param name="limits">How long a line may be.</param>
    /// <returns>They, or: there is no such file or column, or a sentence has two rows.</returns>
    public static Validation<Fault, SentenceTags> Read(string path, string column, ReadingLimits limits) =>
        Edge.Read(
            path,
            () =>
            {
                using var stream = Edge.Open(path);
                using var lines = new LimitedLines(path, stream, limits.Line);
                using var text = SentenceFile.Open(lines);
                using var parser = new CsvParser(text, Written(path, limits), leaveOpen: true);
                var table = TextTable.Read(path, parser);
                var tags = table.Column("tags", column);
                var number = table.Column("numbers", Option<string>.None, Number);
                var id = table.Column("ids", Option<string>.None, Id);
                return new SentenceTags(
                    path,
                    number.IsSome ? Number
                        : id.IsSome ? Id
                        : "",
                    table
                        .Rows.Select(
                            (row, at) =>
                                (
                                    row.Place,
                                    Key: number.Match(
                                        place => row.Fields[place].Trim(),
                                        () => id.Match(place => row.Fields[place], () => Digits(at + 1))
                                    ),
                                    Tags: Split(row.Fields[tags])
                                )
                        )
                        .Aggregate(
                            ImmutableDictionary<string, ImmutableArray<string>>.Empty,
                            (all, row) =>
                                all.ContainsKey(row.Key)
                                    ? throw new FaultException(
                                        new Fault(
                                            row.Place,
                                            $"there are two rows for the sentence \"{row.Key}\"",
                                            "give each sentence one row, its tags with ; between"
                                        )
                                    )
                                    : all.Add(row.Key, row.Tags)
                        )
                );
            }
        );

    /// <summary>The tags of each of some sentences, by number and name.</summary>
    /// <returns>They, or: the table is of other sentences.</returns>
    public Validation<Fault, ImmutableArray<ImmutableArray<string>>> Of(
        ImmutableArray<(int Number, Option<string> Id)> sentences
    )
    {
        ImmutableArray<string> keys =
        [
            .. sentences.Select(sentence => _by == Id ? sentence.Id.IfNone("") : Digits(sentence.Number)),
        ];
        return keys.FirstOrDefault(key => !_tags.ContainsKey(key)) is { } missing
                ? new Fault(
                    _source,
                    $"it has no row for the sentence \"{missing}\", by its {(_by.Length > 0 ? $"column {_by}" : "order")}",
                    "give a table of the same sentences, with a column sentence (numbers from 1) or id"
                )
            : _by.Length == 0 && _tags.Count != keys.Length
                ? new Fault(
                    _source,
                    $"it has {_tags.Count} rows, where there are {keys.Length} sentences, and no column sentence or id",
                    "give a table of the same sentences, or add such a column"
                )
            : keys.Select(key => _tags[key]).ToImmutableArray();
    }

    private static CsvConfiguration Written(string path, ReadingLimits limits) =>
        path.EndsWith(".tsv", StringComparison.OrdinalIgnoreCase)
            ? new CsvConfiguration(CultureInfo.InvariantCulture)
            {
                Delimiter = "\t",
                Mode = CsvMode.NoEscape,
                IgnoreBlankLines = false,
                MaxFieldSize = limits.Line,
            }
            : new CsvConfiguration(CultureInfo.InvariantCulture)
            {
                IgnoreBlankLines = false,
                MaxFieldSize = limits.Line,
            };

    private static ImmutableArray<string> Split(string field) =>
        [.. field.Split(Separator, StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Distinct()];

    private static string Digits(int number) => number.ToString(CultureInfo.InvariantCulture);
}
