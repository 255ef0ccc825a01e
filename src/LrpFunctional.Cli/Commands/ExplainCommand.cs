using System.Collections.Immutable;
using System.CommandLine;
using LrpFunctional.Formats.Tables;
using LrpFunctional.Reports.Colours;

namespace LrpFunctional.Cli.Commands;

/// <summary><c>lrp explain</c>: sentences or sequences of numbers in, relevances out.</summary>
internal static class ExplainCommand
{
    public static Command Create()
    {
        var command = new Command(
            "explain",
            "Write how much each word, or each number, spoke for or against a class, as CSV."
        );
        var explained = ExplainingOptions.AddTo(command);
        var ledgers = LedgerOptions.AddTo(command);
        var spans = SpanOption.AddTo(command);
        var output = new Option<string>("--out")
        {
            Description =
                "File for the relevances; - is standard output; of sequences of one length also an array, .npy, in the "
                + "shape of the input",
            DefaultValueFactory = _ => InputOptions.Pipe,
            HelpName = "FILE",
        };
        var scores = new Option<string?>("--scores")
        {
            Description = "File for the scores of each sentence [default: not written]",
            HelpName = "FILE",
        };
        var totals = new Option<string?>("--totals")
        {
            Description =
                "File for what each explanation adds up to: the value explained, the sum of the words, and "
                + "what is left over [default: not written]",
            HelpName = "FILE",
        };
        EmptyNames.Refuse(command, output, scores, totals);
        foreach (var option in new Option[] { output, scores, totals })
            command.Options.Add(option);
        command.SetAction(
            (parsed, cancellation) =>
                Task.Run(
                    () =>
                    {
                        var phrases = spans.Read(parsed, explained);
                        var explaining = explained.Read(
                            parsed,
                            rules => ledgers.Lrp(parsed, rules),
                            ledgers.All,
                            phrases,
                            [scores]
                        );
                        var (model, more) = (explaining.Model, explaining.More);
                        var pooling = SpanOption.Pooling(explained, parsed, explaining);
                        var words = parsed.GetRequiredValue(output);
                        var isShown =
                            phrases.IsEmpty
                            && parsed.GetResult(output) is null or { Implicit: true }
                            && !Console.IsOutputRedirected;
                        ImmutableArray<Sheet> sheets =
                        [
                            .. isShown
                                ? Array.Empty<Sheet>()
                                :
                                [
                                    ArrayOutput.Is(words)
                                        ? ArrayOutput.Of(parsed, output, explained, explaining, pooling.Detail)
                                        : new Sheet(output.Name, words, writer => Each(pooling.Table(writer, more))),
                                ],
                            .. Asked(
                                parsed,
                                scores,
                                writer => Scores(new ScoreTable(writer, model.Network.Classes.Length, more))
                            ),
                            .. Asked(parsed, totals, writer => Each(new TotalTable(writer, more))),
                            .. Asked(parsed, ledgers.Ledger, writer => Each(new LedgerTable(writer, more))),
                        ];
                        var run = explained.Run(
                            parsed,
                            explaining,
                            sheets.Select(sheet => sheet.Path),
                            pooling.Detail,
                            cancellation
                        );
                        using var files = Sheets.Create(
                            sheets,
                            isShown ? [Shown(explained, parsed, explaining)] : [],
                            run.Inputs,
                            cancellation
                        );
                        var filling = explained.Input.Written.ReadPadding(parsed);
                        var progress = new Progress(model, filling, words, run.Options.Precision, cancellation);
                        foreach (var ofPrefix in progress.Follow(run.Explanations))
                        {
                            if (ledgers.Broken(parsed, ofPrefix) is { } broken)
                            {
                                Messages.Line($"lrp: {broken}");
                                return ExitCode.OurFault;
                            }

                            files.Add(ofPrefix.Place + 1, ofPrefix.Explanations);
                        }

                        var ofAll = explained.Input.Position.IsAll(parsed);
                        files.Complete(() => explaining.Record(run.Inputs, ofAll, progress));
                        progress.End();
                        return 0;
                    },
                    CancellationToken.None
                )
        );
        return command;
    }

    // What goes to a terminal is for people: colours say it quicker than a table.
    private static OpenSheet Shown(ExplainingOptions explained, ParseResult parsed, Explaining explaining) =>
        TerminalSheet.Open(
            ShowCommand.Drawn(explained, parsed, explaining).Make,
            Palette.RedBlue,
            _ => Scale.Sentence,
            waits: false,
            TerminalSheet.Detected(),
            TerminalSheet.Width()
        );

    private static IEnumerable<Sheet> Asked(
        ParseResult parsed,
        Option<string?> option,
        Func<TextWriter, OpenSheet> open
    ) => parsed.GetValue(option) is { } path ? [new Sheet(option.Name, path, open)] : [];

    public static OpenSheet Each(IRelevanceTable table) =>
        new(
            table,
            (sentence, explanations) =>
            {
                foreach (var explanation in explanations)
                    table.Add(sentence, explanation);
            }
        );

    private static OpenSheet Scores(ScoreTable table) =>
        new(table, (sentence, explanations) => table.Add(sentence, explanations[0].Prediction));
}
