using System.Collections.Immutable;
using System.CommandLine;
using LrpFunctional.Cli.Batches;
using LrpFunctional.Explanations;
using LrpFunctional.Formats.Outputs;
using LrpFunctional.Formats.Tables;

namespace LrpFunctional.Cli.Commands;

/// <summary><c>lrp predict</c>: sentences in, scores out, and the accuracy where there are labels.</summary>
internal static class PredictCommand
{
    public static Command Create()
    {
        var command = new Command(
            "predict",
            "Write the scores of each sentence, as CSV; say on standard error how many predictions are "
                + "right, where there are labels."
        );
        var input = InputOptions.AddTo(command);
        var batches = BatchOptions.AddTo(command);
        var tables = TableOption.AddTo(command);
        var spreadsheets = SpreadsheetOption.AddTo(command);
        var output = new Option<string>("--out")
        {
            Description = "File for the scores; - is standard output",
            DefaultValueFactory = _ => InputOptions.Pipe,
            HelpName = "FILE",
        };
        EmptyNames.Refuse(command, output);
        command.Options.Add(output);
        command.SetAction(
            (parsed, cancellation) =>
                Task.Run(
                    () =>
                    {
                        var model = input.ReadModel(parsed);
                        var source = input.ReadSource(parsed, parsed.GetRequiredValue(output));
                        var inputs = input.Files(parsed, source);
                        var options = input.ReadOptions(parsed);
                        var batch = batches.Read(parsed, model, inputs, [output], input.Threads);
                        var path = ShardOptions.Named(parsed.GetRequiredValue(output), batch.Shard);
                        var format = tables.Read(parsed, output.Name, path);
                        var cells = spreadsheets.Read(parsed, $"{output.Name} {path}", format);
                        ImmutableArray<OutputFile> outputs = [new(output.Name, path) { Encoding = format.Encoding }];
                        if (batch.IsFinished(outputs))
                            return 0;
                        using var files = OutputFiles.Create(outputs, inputs, batch.Continuity, cancellation);
                        var portion = batch.Left(files.TakenUp);
                        var sentences = input.ReadSentences(parsed, model, source, portion, (_, sentence) => sentence);
                        var predictions = model.Network.Predict(sentences, options, cancellation);
                        var progress = new Progress(
                            model,
                            input.Written.ReadPadding(parsed),
                            path,
                            options.Precision,
                            cancellation
                        )
                        {
                            Portion = portion,
                            WithoutVectorBefore = Batch.WithoutVector(files.TakenUp),
                            ReportEvery = batches.ReadReports(parsed),
                        };
                        var blocks = new Blocks(batch, portion.Done, files.Keep, progress);
                        using (var table = new ScoreTable(cells(Batch.Writers(files)[0]), model.Network.Classes.Length))
                        {
                            var each = blocks.Follow(progress.Follow(predictions), _ => true);
                            foreach (var (at, prediction) in each.Index())
                                table.Add(portion.Position(at) + 1, prediction);
                        }

                        files.Complete(
                            folder => RunRecord.Of(folder, model, inputs, null, [], progress.WithoutVector),
                            blocks.Ended
                        );
                        progress.EndWithAccuracy();
                        return 0;
                    },
                    CancellationToken.None
                )
        );
        return command;
    }
}
