using System.Collections.Immutable;
using System.CommandLine;
using LrpFunctional.Cli.Guard;
using LrpFunctional.Formats.Outputs;
using LrpFunctional.Laboratory.Guard;
using LrpFunctional.Reports.Html;

namespace LrpFunctional.Cli.Commands;

/// <summary>The options that say how far explanations may move, and where it is written.</summary>
internal sealed record GuardOptions(Option<string> Tolerance, Option<string?> Html, Option<string?> JUnit)
{
    public static GuardOptions AddTo(Command command)
    {
        var options = new GuardOptions(
            new("--tolerance")
            {
                Description =
                    "How far a relevance may move: a number; 5%, of the largest |R| of the sentence before; or rank, "
                    + "any way that keeps the order of its words by |R|",
                DefaultValueFactory = _ => "1e-9",
                HelpName = "NUMBER|PERCENT%|rank",
            },
            new("--html")
            {
                Description =
                    "File for the ten worst sentences as a page of heatmaps: before, now, difference "
                    + "[default: not written]",
                HelpName = "FILE",
            },
            new("--junit")
            {
                Description =
                    "File for a test case for each sentence, as JUnit's XML; - is standard output, in place of the "
                    + "table [default: not written]",
                HelpName = "FILE",
            }
        );
        EmptyNames.Refuse(command, options.Html, options.JUnit);
        foreach (var option in new Option[] { options.Tolerance, options.Html, options.JUnit })
            command.Options.Add(option);
        return options;
    }

    /// <summary>How far explanations may move.</summary>
    /// <exception cref="FaultException">It is neither a number nor a share nor rank.</exception>
    public Tolerance ReadTolerance(ParseResult parsed) =>
        Laboratory.Guard.Tolerance.Parse(Tolerance.Name, parsed.GetRequiredValue(Tolerance)).OrThrow();

    /// <summary>The files that are written.</summary>
    public ImmutableArray<string?> Paths(ParseResult parsed) => [parsed.GetValue(Html), parsed.GetValue(JUnit)];

    /// <summary>Begins the files.</summary>
    /// <exception cref="FaultException">A file has no place, or is read by the run.</exception>
    public DriftSheets Open(ParseResult parsed, ImmutableArray<InputFile> inputs, CancellationToken cancellation)
    {
        ImmutableArray<DriftSheet> sheets =
        [
            .. parsed.GetValue(Html) is { } html
                ? new[]
                {
                    new DriftSheet(
                        new OutputFile(Html.Name, html),
                        (writer, _, _, drawn) => writer.Write(HtmlPage.Of(drawn))
                    ),
                }
                : [],
            .. parsed.GetValue(JUnit) is { } junit
                ? new[]
                {
                    new DriftSheet(
                        new OutputFile(JUnit.Name, junit),
                        (writer, drift, title, _) => JUnitReport.Write(writer, drift, title)
                    ),
                }
                : [],
        ];
        return new DriftSheets(
            sheets,
            OutputFiles.Create([.. sheets.Select(sheet => sheet.File)], inputs, cancellation),
            isShown: !Paths(parsed).Contains(InputOptions.Pipe)
        );
    }
}
