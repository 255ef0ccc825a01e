using System.Collections.Immutable;
using System.CommandLine;
using LrpFunctional.Formats.Outputs;
using LrpFunctional.Laboratory;

namespace LrpFunctional.Cli.Commands;

/// <summary><c>lrp sweep</c>: what LRP's rules and their numbers change.</summary>
internal static class SweepCommand
{
    public static Command Create()
    {
        var command = new Command(
            "sweep",
            "Say what LRP conserves, where the rest goes and how far explanations change, for all "
                + "combinations of the rules and numbers given. Gap: the mean of |score − Σ words − initial "
                + "states| "
                + "over the explanations. In per cent of the mean |score|: the gap, and the mean absolute "
                + "value of each part of the ledger, score = words + initial states (the leftover) + gates + "
                + "bias + "
                + "stabilizer; parts of different signs cancel, so these add up to 100 or more. ρ: Spearman's "
                + "rank correlation of the words' numbers, its mean over the explanations for which it is "
                + "defined, with all other settings of the sweep and with LRP's default (epsilon, ε = 0.001, δ "
                + "= 0, all)."
        );
        var input = InputOptions.AddTo(command);
        var sweep = SweepOptions.AddTo(command);
        var target = TargetOption.OfScores(command);
        var output = new Option<string?>("--out")
        {
            Description =
                "File for a row for each setting, as CSV; - is standard output, in place of the table "
                + "[default: not written]",
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
                        var none = RuleSweep.Of(sweep.Read(parsed));
                        var aim = target.Read(parsed, model);
                        var options = input.ReadOptions(parsed);
                        var path = parsed.GetValue(output);
                        var source = input.ReadSource(parsed, path);
                        var inputs = input.Files(parsed, source);
                        var explanations = none.Explain(
                            model.Network,
                            input.ReadSentences(parsed, model, source, aim.Check),
                            aim,
                            options,
                            cancellation
                        );
                        ImmutableArray<(OutputFile File, Action<RuleSweep, TextWriter> Write)> tables =
                        [
                            .. Asked(output.Name, path, RuleSweepTables.Write),
                            .. path == InputOptions.Pipe
                                ? []
                                : Asked(
                                    "the table",
                                    InputOptions.Pipe,
                                    (sweep, writer) => RuleSweepTables.Write(sweep, writer, $"target {aim.Name}")
                                ),
                        ];
                        using var files = OutputFiles.Create(
                            [.. tables.Select(table => table.File)],
                            inputs,
                            cancellation
                        );
                        var filling = input.Written.ReadPadding(parsed);
                        var progress = new Progress(model, filling, path ?? "", options.Precision, cancellation);
                        var all = progress
                            .Follow(explanations)
                            .Aggregate(none, (sum, ofSentence) => sum.Add(ofSentence));
                        progress.End();
                        foreach (var (table, writer) in tables.Zip(files.Writers))
                            table.Write(all, writer);
                        files.Complete(folder =>
                            RunRecord.Of(folder, model, inputs, aim.Name, none.Methods, progress.WithoutVector)
                        );
                        return 0;
                    },
                    CancellationToken.None
                )
        );
        return command;
    }

    private static IEnumerable<(OutputFile File, Action<RuleSweep, TextWriter> Write)> Asked(
        string option,
        string? path,
        Action<RuleSweep, TextWriter> write
    ) => path is null ? [] : [(new OutputFile(option, path), write)];
}
