using System.Collections.Immutable;
using System.CommandLine;
using LrpFunctional.Formats;
using LrpFunctional.Formats.Outputs;
using LrpFunctional.Formats.Sentences;
using LrpFunctional.Reports.Heatmaps;

namespace LrpFunctional.Cli.Commands;

/// <summary>The options that name what people said of sentences.</summary>
internal sealed record TagOptions(Option<string?> Tags, Option<string?> Column)
{
    private const string Usual = "tags";

    public static TagOptions AddTo(Command command)
    {
        var options = new TagOptions(
            new("--tags")
            {
                Description =
                    "Table (CSV, TSV) of tags to filter the sentences by, which may be the data itself: its rows go by "
                    + "their column sentence (numbers from 1), else id, else by their order [default: no tags]",
                HelpName = "FILE",
            },
            new("--tag-column")
            {
                Description = "Column of the tags, several of them with ; between [default: tags]",
                HelpName = "NAME",
            }
        );
        EmptyNames.Refuse(command, options.Tags, options.Column);
        command.Options.Add(options.Tags);
        command.Options.Add(options.Column);
        return options;
    }

    /// <summary>The file, if there is one.</summary>
    public ImmutableArray<InputFile> Files(ParseResult parsed) =>
        parsed.GetValue(Tags) is { } path ? [InputFile.Of(Tags.Name, path)] : [];

    /// <summary>Puts tags to heatmaps; nothing where none are asked for.</summary>
    /// <exception cref="FaultException">There is no such file or column, or a column of no file is named.</exception>
    public Func<ImmutableArray<Heatmap>, ImmutableArray<Heatmap>> Read(ParseResult parsed, ReadingLimits limits)
    {
        var (path, column) = (parsed.GetValue(Tags), parsed.GetValue(Column));
        if (path is null)
            return column is null
                ? heatmaps => heatmaps
                : throw new FaultException(
                    new Fault(
                        Column.Name,
                        $"no table is named by {Tags.Name}",
                        $"add {Tags.Name} FILE, or leave it out"
                    )
                );
        var tags = SentenceTags.Read(path, column ?? Usual, limits).OrThrow();
        return heatmaps =>
            [
                .. heatmaps.Zip(
                    tags.Of([.. heatmaps.Select(heatmap => (heatmap.Number, heatmap.Id))]).OrThrow(),
                    (heatmap, its) => heatmap with { Tags = its }
                ),
            ];
    }
}
