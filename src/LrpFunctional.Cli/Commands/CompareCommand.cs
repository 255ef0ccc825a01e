using System.Collections.Immutable;
using System.CommandLine;
using LrpFunctional.Formats;
using LrpFunctional.Formats.Outputs;
using LrpFunctional.Laboratory;
using LrpFunctional.Methods;

namespace LrpFunctional.Cli.Commands;

/// <summary><c>lrp compare</c>: how far methods agree, and what each of them costs.</summary>
internal static class CompareCommand
{
    private static readonly string[] Usual = ["lrp", "sa", "gi", "occlusion"];

    public static Command Create()
    {
        var command = new Command(
            "compare",
            "Say how far methods agree on the sentences of a data set, and what each costs. Rank "
                + "correlation: Spearman's ρ of the words' numbers, its mean over the explanations "
                + "for which it is defined (two words or more, and not all numbers the same). Same top word: "
                + "the share of explanations where the same word, the first of several, has the "
                + "largest number. Cost: milliseconds of the clock per sentence, forward pass and all "
                + "explained classes included, each method alone over the same sentences on --threads threads "
                + "after a warm-up."
        );
        var input = InputOptions.AddTo(command);
        var rules = RuleOptions.AddTo(command);
        var target = TargetOption.AddTo(command);
        var methods = MethodOptions.AddTo(command, MethodOptions.UsualBaseline, Usual);
        var output = new Option<string?>("--out")
        {
            Description =
                "File for the agreement of each method with each, as CSV; - is standard output, in place of "
                + "the tables [default: not written]",
            HelpName = "FILE",
        };
        var costs = new Option<string?>("--costs")
        {
            Description =
                "File for the cost of each method, as CSV; - is standard output, in place of the tables "
                + "[default: not written]",
            HelpName = "FILE",
        };
        EmptyNames.Refuse(command, output, costs);
        foreach (var option in new Option[] { output, costs })
            command.Options.Add(option);
        command.SetAction(
            (parsed, cancellation) =>
                Task.Run(
                    () =>
                    {
                        var (agreementPath, costPath) = (parsed.GetValue(output), parsed.GetValue(costs));
                        var model = input.ReadModel(parsed);
                        var ruleSet = rules.Read(parsed, model.Network.Composition);
                        var aim = target.Read(parsed, model);
                        var chosen = methods.Read(parsed, Lrp.With(ruleSet), rules.All, model.Network, aim, _ => true);
                        var runs = new MethodRuns(chosen, model.Network, aim, input.ReadOptions(parsed));
                        var source = input.ReadSource(parsed, agreementPath, costPath);
                        var inputs = input.Files(parsed, source);
                        var sentences = input.ReadSentences(parsed, model, source, aim.Check);
                        ImmutableArray<(OutputFile File, Action<Comparison, TextWriter> Write)> tables =
                        [
                            .. Asked(output.Name, agreementPath, ComparisonTables.WriteAgreements),
                            .. Asked(costs.Name, costPath, ComparisonTables.WriteCosts),
                            .. agreementPath == InputOptions.Pipe || costPath == InputOptions.Pipe
                                ? []
                                : Asked(
                                    "the tables",
                                    InputOptions.Pipe,
                                    (comparison, writer) =>
                                        ComparisonTables.Write(
                                            comparison,
                                            writer,
                                            $"target {aim.Name}, LRP by {ruleSet.Name}"
                                        )
                                ),
                        ];
                        using var files = OutputFiles.Create(
                            [.. tables.Select(table => table.File)],
                            inputs,
                            cancellation
                        );
                        var filling = input.Written.ReadPadding(parsed);
                        var progress = new Progress(
                            model,
                            filling,
                            agreementPath ?? costPath ?? "",
                            runs.Options.Precision,
                            cancellation
                        );
                        var comparison = Comparison.Of([.. runs.Methods.Select(method => method.Name)]);
                        foreach (var lap in Edge.Supported("--method", runs.Over(sentences, cancellation)))
                        {
                            comparison = comparison.Add(lap.Times);
                            foreach (var ofSentence in progress.Follow(lap.Explanations))
                                comparison = comparison.Add(ofSentence);
                        }

                        progress.End();
                        foreach (var (table, writer) in tables.Zip(files.Writers))
                            table.Write(comparison, writer);
                        files.Complete(folder =>
                            RunRecord.Of(folder, model, inputs, aim.Name, chosen, progress.WithoutVector)
                        );
                        return 0;
                    },
                    CancellationToken.None
                )
        );
        return command;
    }

    private static IEnumerable<(OutputFile File, Action<Comparison, TextWriter> Write)> Asked(
        string option,
        string? path,
        Action<Comparison, TextWriter> write
    ) => path is null ? [] : [(new OutputFile(option, path), write)];
}
