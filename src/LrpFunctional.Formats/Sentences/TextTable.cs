using System.Collections.Frozen;
using System.Collections.Immutable;
using CsvHelper;
using LanguageExt;

namespace LrpFunctional.Formats.Sentences;

/// <summary>Named columns of text, row after row.</summary>
/// <param name="Source">The file, for messages.</param>
/// <param name="Columns">The names in its first line, without the blanks around them.</param>
/// <param name="Rows">The rows, read as they are asked for; each has a field for each column.</param>
internal sealed record TextTable(string Source, ImmutableArray<string> Columns, IEnumerable<TextTable.Row> Rows)
{
    // Each column's place, so that naming many columns of many costs no look through all of them.
    private readonly FrozenDictionary<string, int> _places = Columns
        .Index()
        .ToFrozenDictionary(column => column.Item, column => column.Index);

    /// <summary>Where the names of the columns stand, for messages.</summary>
    public string Header { get; init; } = $"{Source}, line 1";

    /// <summary>The columns that hold neither texts nor numbers, and what they hold instead.</summary>
    public ImmutableArray<(string Name, string Kind)> Unreadable { get; init; } = [];

    /// <summary>The table that a parser gives.</summary>
    /// <exception cref="FaultException">At once: there is no header, or one of its names is there twice. While reading:
    /// a row does not fit it.</exception>
    public static TextTable Read(string source, CsvParser parser)
    {
        var columns = Next(source, parser)
            .Match(
                row => row.Fields.Select(name => name.Trim()).ToImmutableArray(),
                () =>
                    throw new FaultException(
                        new Fault(source, "there is no header", "name the columns in the first line")
                    )
            );
        return new TextTable(source, Distinct($"{source}, line 1", columns), Following(source, parser, columns.Length));
    }

    /// <summary>The names of columns, each once.</summary>
    /// <exception cref="FaultException">One is there twice.</exception>
    public static ImmutableArray<string> Distinct(string place, ImmutableArray<string> columns) =>
        columns.CountBy(name => name).FirstOrDefault(name => name.Value > 1).Key is { } again
            ? throw new FaultException(
                new Fault(place, $"there are two columns \"{again}\"", "give each column a name of its own")
            )
            : columns;

    /// <summary>The place of a column that must be there.</summary>
    /// <exception cref="FaultException">There is no column of this name.</exception>
    public int Column(string what, string name) =>
        _places.TryGetValue(name.Trim(), out var at) ? at : throw Missing(what, name);

    /// <summary>
    /// The place of a column that must be there if it was named, and may be there under its usual name.
    /// </summary>
    /// <exception cref="FaultException">There is no column of the given name.</exception>
    public Option<int> Column(string what, Option<string> name, string usual) =>
        name.Match(
            given => Column(what, given),
            () => _places.TryGetValue(usual, out var at) ? Option<int>.Some(at) : Option<int>.None
        );

    private FaultException Missing(string what, string name) =>
        new(
            new Fault(
                Header,
                Unreadable.FirstOrDefault(column => column.Name == name) is { Kind: { } kind }
                    ? $"its column \"{name}\" holds {kind}, where texts or numbers are expected"
                    : $"there is no column \"{name}\" among {Listing.Of(Columns)}",
                $"name the column of the {what}"
            )
        );

    private static IEnumerable<Row> Following(string source, CsvParser parser, int columns)
    {
        Row? Fitting() => Next(source, parser).MatchUnsafe(row => row.Fitting(columns), () => null);

        while (Fitting() is { } row)
            yield return row;
    }

    private static Option<Row> Next(string source, CsvParser parser)
    {
        var place = $"{source}, line {parser.RawRow + 1}";
        return Edge.Read(source, () => Edge.DecodeUtf8(source, () => Parse(place, parser))).OrThrow();
    }

    private static Option<Row> Parse(string place, CsvParser parser)
    {
        try
        {
            return parser.Read() ? new Row(place, [.. parser.Record ?? []]) : Option<Row>.None;
        }
        catch (BadDataException)
        {
            throw new FaultException(
                new Fault(
                    place,
                    "a quote stands inside a field that is not quoted, or is not closed",
                    "put quotes around the field, and double those inside it"
                )
            );
        }
    }

    /// <summary>One row: where it begins, and its fields.</summary>
    internal sealed record Row(string Place, ImmutableArray<string> Fields)
    {
        public Row Fitting(int columns) =>
            Fields.Length == columns
                ? this
                : throw new FaultException(
                    new Fault(
                        Place,
                        Fields is [""]
                            ? "the line is blank"
                            : $"its fields are {Fields.Length}, where those of the header are {columns}",
                        "give each row a field for each column"
                    )
                );
    }
}
