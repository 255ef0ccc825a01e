using System.Collections.Immutable;
using System.CommandLine;
using LrpFunctional.Formats.Sentences;

namespace LrpFunctional.Cli.Commands;

/// <summary>The options that say how the data file is written.</summary>
internal sealed record DataOptions(
    Option<string> Format,
    Option<string?> Text,
    Option<string?> Label,
    Option<string?> Id,
    Option<string?> Group,
    Option<string?> Features,
    Option<bool> Phrases,
    Option<int?> Padding
)
{
    private const string ByExtension = "auto";

    public static DataOptions AddTo(Command command)
    {
        var options = new DataOptions(
            new("--format")
            {
                Description =
                    "How the data is written. tokens: label, tab, w1 | w2 | …, labels from 1; text: a "
                    + "sentence a line; csv, tsv: columns under a header; "
                    + "jsonl: an object a line with \"text\", \"words\", \"ids\" or \"numbers\"; trees: "
                    + "labelled trees of the SST; npy: NumPy's .npy or .npz; parquet: columns as those of csv. For a "
                    + "model of static features beside "
                    + "numbers: columns static:NAME, a key \"static\", or an array static of a row for each sequence. "
                    + "auto goes by the extension (.csv .tsv .jsonl .ndjson .trees .ptb .npy .npz .parquet .pq; a text "
                    + "may have .gz behind it), any other is tokens",
                DefaultValueFactory = _ => ByExtension,
            },
            Named("--text-column", "Column or JSON key of the text [default: text]"),
            Named(
                "--label-column",
                "Column or JSON key of the label, a class's name or its number from 0 [default: label, if there is one]"
            ),
            Named(
                "--id-column",
                "Column or JSON key of your own name for a sentence, passed on as a column id [default: id, "
                    + "if there is one]"
            ),
            Named(
                "--group-column",
                "For a model that reads numbers: column that is the same in all rows of a sequence, which "
                    + "follow each other [default: group]"
            ),
            Named(
                "--feature-columns",
                "For a model that reads numbers: the columns of its features, in its order, with commas "
                    + "between [default: all that are nothing else]"
            ),
            new("--phrases") { Description = "Explain each part of each tree, with the label of its own" },
            new("--padding")
            {
                Description =
                    "Id that fills up sequences of ids: it is cut off at both ends of a sequence [default: none]",
                HelpName = "ID",
            }
        );
        options.Format.AcceptOnlyFromAmong([ByExtension, .. SentenceFormat.All.Select(format => format.Name)]);
        foreach (var option in options.All)
            command.Options.Add(option);
        EmptyNames.Refuse(command, options.Text, options.Label, options.Id, options.Group, options.Features);
        return options;
    }

    /// <summary>All of them.</summary>
    public ImmutableArray<Option> All => [Format, Text, Label, Id, Group, Features, Phrases, Padding];

    /// <summary>The format asked for, or that of the file's extension.</summary>
    /// <exception cref="FaultException">An option is given that says nothing about this format.</exception>
    public SentenceFormat ReadFormat(ParseResult parsed, string path)
    {
        var name = parsed.GetRequiredValue(Format);
        var format =
            name == ByExtension ? SentenceFormat.Of(path) : SentenceFormat.All.Single(format => format.Name == name);
        ImmutableArray<Fault> misplaced =
        [
            .. Uses.Where(use => parsed.GetResult(use.Option) is { Implicit: false } && !use.By.Contains(format))
                .Select(use => new Fault(
                    use.Option.Name,
                    $"it says nothing about the format {format.Name}, but about "
                        + $"{string.Join(", ", use.By.Select(known => known.Name))}",
                    "leave it out, or say with --format how the data is written"
                )),
        ];
        return misplaced.IsEmpty ? format : throw new FaultException(misplaced);
    }

    public SentenceOptions Read(ParseResult parsed) =>
        new(
            LanguageExt.Prelude.Optional(parsed.GetValue(Text)),
            LanguageExt.Prelude.Optional(parsed.GetValue(Label)),
            LanguageExt.Prelude.Optional(parsed.GetValue(Id)),
            LanguageExt.Prelude.Optional(parsed.GetValue(Group)),
            [.. parsed.GetValue(Features)?.Split(',') ?? []],
            parsed.GetValue(Phrases)
        );

    public LanguageExt.Option<int> ReadPadding(ParseResult parsed) =>
        LanguageExt.Prelude.Optional(parsed.GetValue(Padding));

    private static ImmutableArray<SentenceFormat> Tables =>
        [SentenceFormat.Csv, SentenceFormat.Tsv, SentenceFormat.Parquet];

    private ImmutableArray<(Option Option, ImmutableArray<SentenceFormat> By)> Uses =>
        [
            (Text, [.. Tables, SentenceFormat.JsonLines]),
            (Label, [.. Tables, SentenceFormat.JsonLines]),
            (Id, [.. Tables, SentenceFormat.JsonLines]),
            (Group, Tables),
            (Features, Tables),
            (Phrases, [SentenceFormat.Trees]),
            (Padding, [SentenceFormat.JsonLines, SentenceFormat.NumPy]),
        ];

    private static Option<string?> Named(string name, string description) =>
        new(name) { Description = description, HelpName = name == "--feature-columns" ? "A,B,…" : "NAME" };
}
