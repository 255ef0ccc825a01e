using System.Collections.Immutable;
using System.CommandLine;
using LrpFunctional.Cli.Batches;
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
        var batches = BatchOptions.AddTo(command);
        var behind = ColumnOption.AddTo(command);
        var tables = TableOption.AddTo(command);
        var spreadsheets = SpreadsheetOption.AddTo(command);
        var output = new Option<string?>("--out")
        {
            Description =
                "File for the relevances; - is standard output; of sequences of one length also an array, .npy, in the "
                + "shape of the input, or an array for each sequence, .npz",
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
                        var outputs = new Option<string?>[] { output, scores, totals, ledgers.Ledger, ledgers.States };
                        var source = explained.Input.ReadSource(parsed, outputs.Select(parsed.GetValue));
                        var inputs = explained.Input.Files(parsed, source);
                        var batch = batches.Read(parsed, model, inputs, outputs, explained.Input.Threads);
                        var words = ShardOptions.Named(parsed.GetValue(output) ?? InputOptions.Pipe, batch.Shard);
                        var columns = behind.Read(parsed, explained, explaining, pooling.Detail, ArrayOutput.Is(words));
                        var isShown =
                            phrases.IsEmpty
                            && columns.IsEmpty
                            && !explained.Pool.IsOfVectors(parsed, model.Network)
                            && parsed.GetResult(output) is null or { Implicit: true }
                            && !tables.IsGiven(parsed)
                            && !Console.IsOutputRedirected;
                        IEnumerable<Sheet> Asked(Option<string?> option, Func<TextWriter, OpenSheet> open)
                        {
                            if (parsed.GetValue(option) is not { } path)
                                yield break;
                            var name = ShardOptions.Named(path, batch.Shard);
                            var format = tables.Read(parsed, option.Name, name);
                            var cells = spreadsheets.Read(parsed, $"{option.Name} {name}", format);
                            yield return new Sheet(option.Name, name, writer => open(cells(writer)))
                            {
                                Encoding = format.Encoding,
                            };
                        }

                        ImmutableArray<Sheet> sheets =
                        [
                            .. isShown ? []
                            : ArrayOutput.Is(words)
                                ? ArrayOutput.Of(parsed, output, tables, batch, explained, explaining, pooling.Detail)
                            : Asked(output, writer => Each(pooling.Table(writer, columns, more))),
                            .. Asked(
                                scores,
                                writer => Scores(new ScoreTable(writer, model.Network.Classes.Length, more))
                            ),
                            .. Asked(totals, writer => Each(new TotalTable(writer, more))),
                            .. Asked(ledgers.Ledger, writer => Each(new LedgerTable(writer, more))),
                            .. Asked(ledgers.States, writer => Each(new StateTable(writer, more))),
                        ];
                        if (batch.IsFinished([.. sheets.Select(sheet => sheet.File)]))
                            return 0;
                        using var files = Sheets.Create(
                            sheets,
                            isShown ? [Shown(explained, parsed, explaining)] : [],
                            inputs,
                            batch.Continuity,
                            cancellation
                        );
                        var portion = batch.Left(files.TakenUp);
                        var run = explained.Run(parsed, explaining, source, portion, pooling.Detail, cancellation);
                        var progress = new Progress(
                            model,
                            explained.Input.Written.ReadPadding(parsed),
                            words,
                            run.Options.Precision,
                            cancellation
                        )
                        {
                            Portion = portion,
                            WithoutVectorBefore = Batch.WithoutVector(files.TakenUp),
                            ReportEvery = batches.ReadReports(parsed),
                        };
                        var blocks = new Blocks(batch, portion.Done, files.Keep, progress);
                        foreach (var found in blocks.Follow(progress.Follow(run.Explanations), one => one.IsWhole))
                        {
                            if (ledgers.Broken(parsed, found) is { } broken)
                            {
                                Messages.Line($"lrp: {broken}");
                                return ExitCode.OurFault;
                            }

                            files.Add(found.Place + 1, found.Explanations);
                        }

                        var ofAll = explained.Input.Position.IsAll(parsed);
                        files.Complete(folder => explaining.Record(folder, run.Inputs, ofAll, progress), blocks.Ended);
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
