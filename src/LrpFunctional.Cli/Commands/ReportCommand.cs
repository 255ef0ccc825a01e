using System.Collections.Immutable;
using System.CommandLine;
using LrpFunctional.Formats.Outputs;
using LrpFunctional.Laboratory;
using LrpFunctional.Methods;
using LrpFunctional.Reports.DataSets;
using LrpFunctional.Reports.Heatmaps;
using LrpFunctional.Reports.Html;

namespace LrpFunctional.Cli.Commands;

/// <summary><c>lrp report</c>: a data set in, one page about it out.</summary>
internal static class ReportCommand
{
    public static Command Create()
    {
        var command = new Command(
            "report",
            "Write one page about a data set: the model, how right it is, the words that matter, and every sentence."
        );
        var explained = ExplainingOptions.AddTo(command);
        var looks = HeatmapOptions.AddTo(command);
        var tags = TagOptions.AddTo(command);
        var output = new Option<string>("--out")
        {
            Description = "File for the page; - is standard output",
            DefaultValueFactory = _ => "report.html",
            HelpName = "FILE",
        };
        var title = new Option<string>("--title")
        {
            Description = "What the page is called",
            DefaultValueFactory = _ => "Explanations of a data set",
            HelpName = "TEXT",
        };
        EmptyNames.Refuse(command, output, title);
        command.Options.Add(output);
        command.Options.Add(title);
        command.SetAction(
            (parsed, cancellation) =>
                Task.Run(
                    () =>
                    {
                        var path = parsed.GetRequiredValue(output);
                        var (palette, scale) = (looks.ReadPalette(parsed), looks.ReadScale(parsed));
                        var tagged = tags.Read(parsed, explained.Input.Model.Limit.Read(parsed));
                        var explaining = explained.Read(
                            parsed,
                            Lrp.WithLedger,
                            [],
                            [],
                            [explained.Input.Position.Position]
                        );
                        var (detail, make) = ShowCommand.Drawn(explained, parsed, explaining);
                        var run = explained.Run(parsed, explaining, [path], detail, cancellation);
                        ImmutableArray<InputFile> inputs = [.. run.Inputs, .. tags.Files(parsed)];
                        var progress = new Progress(
                            explaining.Model,
                            explained.Input.Written.ReadPadding(parsed),
                            path,
                            run.Options.Precision,
                            cancellation
                        );
                        string Record(string folder) =>
                            explaining.Record(folder, inputs, ofAllPositions: false, progress);
                        var ledger = MeanLedger.None;
                        OpenSheet Page(TextWriter writer)
                        {
                            var sheet = HeatmapSheet.OfAll(
                                make,
                                all =>
                                    writer.Write(
                                        HtmlReport.Of(
                                            new DataReport(
                                                parsed.GetRequiredValue(title),
                                                [.. ModelOf(explaining)],
                                                Classes(explaining),
                                                new HeatmapSet(
                                                    tagged(all),
                                                    palette,
                                                    scale(all),
                                                    Record(RecordedArguments.Folder(path))
                                                ),
                                                Parts(ledger)
                                            )
                                        )
                                    )
                            );
                            return new OpenSheet(sheet, sheet.Add);
                        }

                        using var files = Sheets.Create([new Sheet(output.Name, path, Page)], [], inputs, cancellation);
                        foreach (var ofPrefix in progress.Follow(run.Explanations))
                        {
                            ledger = ofPrefix
                                .Explanations.SelectMany(explanation => explanation.Ledger.ToSeq())
                                .Aggregate(ledger, (mean, one) => mean.Add(one));
                            files.Add(ofPrefix.Place + 1, ofPrefix.Explanations);
                        }

                        files.Complete(Record);
                        progress.EndWithAccuracy();
                        return 0;
                    },
                    CancellationToken.None
                )
        );
        return command;
    }

    private static IEnumerable<(string Name, string Value)> ModelOf(Explaining explaining) =>
        InfoCommand
            .Describe(explaining.Model)
            .Where(line => line.Name != InfoCommand.Tensor)
            .Append(("network", explaining.Model.Network.Hash));

    private static ImmutableArray<string> Classes(Explaining explaining)
    {
        var naming = ModelNaming.Of(explaining.Model);
        return [.. Enumerable.Range(0, naming.Classes.Length > 1 ? naming.Classes.Length : 0).Select(naming.Class)];
    }

    private static ImmutableArray<(string Name, double Mean)> Parts(MeanLedger ledger) =>
        ledger.Ledgers == 0
            ? []
            :
            [
                ("score", ledger.Score),
                ("words", ledger.Words),
                ("initial states", ledger.Initial),
                ("gates", ledger.Gates),
                ("bias", ledger.Bias),
                ("stabilizer", ledger.Stabilizer),
            ];
}
