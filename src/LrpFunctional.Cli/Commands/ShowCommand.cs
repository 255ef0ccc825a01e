using System.Collections.Immutable;
using System.CommandLine;
using LrpFunctional.Explanations;
using LrpFunctional.Methods;
using LrpFunctional.Reports.Heatmaps;
using LrpFunctional.Reports.Terminal;

namespace LrpFunctional.Cli.Commands;

/// <summary><c>lrp show</c>: sentences or sequences of numbers in, heatmaps out.</summary>
internal static class ShowCommand
{
    private const string Auto = "auto";

    private static readonly ImmutableDictionary<string, Colouring> Colourings = new Dictionary<string, Colouring>
    {
        ["none"] = Colouring.Signs,
        ["16"] = Colouring.Sixteen,
        ["256"] = Colouring.Palette256,
        ["true"] = Colouring.True,
    }.ToImmutableDictionary();

    public static Command Create()
    {
        var command = new Command(
            "show",
            "Draw how much each word, or each number, spoke for or against a class: on the terminal, or as a file."
        );
        var explained = ExplainingOptions.AddTo(command);
        var spans = SpanOption.AddTo(command);
        var looks = HeatmapOptions.AddTo(command);
        var dots = DotsOption.AddTo(command);
        var output = new Option<string?>("--out")
        {
            Description =
                $"File for the heatmaps, by its ending {HeatmapFormats.Endings} [default: drawn on standard output]",
            HelpName = "FILE",
        };
        var colours = new Option<string>("--colours")
        {
            Description =
                "Colours of standard output: 16, 256, true (all), none, or auto: those of the terminal, none if it is "
                + "not one or NO_COLOR is set",
            DefaultValueFactory = _ => Auto,
        };
        colours.AcceptOnlyFromAmong([Auto, .. Colourings.Keys.Order(StringComparer.Ordinal)]);
        var width = new Option<int?>("--width")
        {
            Description = "Columns of a line on standard output, 20 or more [default: those of the terminal, or 80]",
            HelpName = "N",
        };
        EmptyNames.Refuse(command, output);
        foreach (var option in new Option[] { output, colours, width })
            command.Options.Add(option);
        command.SetAction(
            (parsed, cancellation) =>
                Task.Run(
                    () =>
                    {
                        var path = parsed.GetValue(output);
                        var perPoint = dots.Read(parsed, path);
                        var write = path is null ? null : HeatmapFormats.OfFile(output.Name, path, perPoint);
                        var (palette, scale) = (looks.ReadPalette(parsed), looks.ReadScale(parsed));
                        var columns = ReadWidth(width, parsed);
                        var explaining = explained.Read(parsed, Lrp.With, [], spans.Read(parsed, explained), []);
                        var (detail, make) = Drawn(explained, parsed, explaining);
                        var run = explained.Run(parsed, explaining, [path], detail, cancellation);
                        var progress = new Progress(
                            explaining.Model,
                            explained.Input.Written.ReadPadding(parsed),
                            path ?? InputOptions.Pipe,
                            run.Options.Precision,
                            cancellation
                        );
                        var ofAll = explained.Input.Position.IsAll(parsed);
                        string Record(string folder) => explaining.Record(folder, run.Inputs, ofAll, progress);
                        OpenSheet Page(TextWriter writer, Stream stream)
                        {
                            var sheet = HeatmapSheet.OfAll(
                                make,
                                all =>
                                    write!(
                                        new HeatmapSet(
                                            all,
                                            palette,
                                            scale(all),
                                            Record(RecordedArguments.Folder(path!))
                                        ),
                                        writer,
                                        stream
                                    )
                            );
                            return new OpenSheet(sheet, sheet.Add);
                        }

                        var chosen = parsed.GetRequiredValue(colours);
                        var colouring = chosen == Auto ? TerminalSheet.Detected() : Colourings[chosen];
                        using var files = Sheets.Create(
                            path is null ? [] : [new Sheet(output.Name, path, Page)],
                            path is null
                                ? [TerminalSheet.Open(make, palette, scale, looks.IsOfSet(parsed), colouring, columns)]
                                : [],
                            run.Inputs,
                            cancellation
                        );
                        foreach (var ofPrefix in progress.Follow(run.Explanations))
                            files.Add(ofPrefix.Place + 1, ofPrefix.Explanations);
                        files.Complete(Record);
                        progress.End();
                        return 0;
                    },
                    CancellationToken.None
                )
        );
        return command;
    }

    /// <summary>What explanations are asked for, and how they become heatmaps; pieces of words come together,
    /// and so do the words of phrases.</summary>
    public static (Detail Detail, Func<int, ImmutableArray<Explanation>, Heatmap> Make) Drawn(
        ExplainingOptions explained,
        ParseResult parsed,
        Explaining explaining
    )
    {
        var (granularity, merge) = explained.Granularity.ReadRuns(parsed, explaining.Model.Network);
        var naming = ModelNaming.Of(explaining.Model);
        var (phrases, methods) = (explaining.Phrases, explaining.Methods);
        var rows = phrases.IsEmpty
            ? RowsOf.Runs(granularity, merge)
            : RowsOf.Phrases(
                phrases,
                explanation => SpanOption.Relevances(methods, explanation, phrases),
                granularity,
                merge
            );
        var detail = phrases.IsEmpty
            ? explained.Pool.ReadDrawn(parsed, explaining.Model.Network, methods)
            : Detail.Words;
        return (detail, (number, explanations) => Heatmap.Of(number, explanations, naming, rows));
    }

    private static int ReadWidth(Option<int?> width, ParseResult parsed) =>
        parsed.GetValue(width) switch
        {
            null => TerminalSheet.Width(),
            >= 20 and var columns => columns,
            var other => throw new FaultException(
                new Fault(width.Name, $"it is {other}, where 20 or more is expected", "leave it out, or give more")
            ),
        };
}
