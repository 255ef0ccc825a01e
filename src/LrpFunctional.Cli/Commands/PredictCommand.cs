using System.Collections.Immutable;
using System.CommandLine;
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
                        var sentences = input.ReadSentences(parsed, model, source, (_, sentence) => sentence);
                        var options = input.ReadOptions(parsed);
                        var predictions = model.Network.Predict(sentences, options, cancellation);
                        ImmutableArray<OutputFile> outputs = [new(output.Name, parsed.GetRequiredValue(output))];
                        using var files = OutputFiles.Create(outputs, inputs, cancellation);
                        var filling = input.Written.ReadPadding(parsed);
                        var progress = new Progress(
                            model,
                            filling,
                            parsed.GetRequiredValue(output),
                            options.Precision,
                            cancellation
                        );
                        using (var table = new ScoreTable(files.Writers[0], model.Network.Classes.Length))
                        {
                            foreach (var (at, prediction) in progress.Follow(predictions).Index())
                                table.Add(at + 1, prediction);
                        }

                        files.Complete(() => RunRecord.Of(model, inputs, null, [], progress.WithoutVector));
                        progress.EndWithAccuracy();
                        return 0;
                    },
                    CancellationToken.None
                )
        );
        return command;
    }
}
