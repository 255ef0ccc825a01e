using System.Collections.Immutable;
using System.CommandLine;
using LrpFunctional.Cli.Evaluation;
using LrpFunctional.Explanations;
using LrpFunctional.Formats.Outputs;
using LrpFunctional.Formats.Sentences;
using LrpFunctional.Laboratory.Faithfulness;
using LrpFunctional.Methods;

namespace LrpFunctional.Cli.Commands;

/// <summary><c>lrp evaluate</c>: are explanations faithful to the network?</summary>
internal static class EvaluateCommand
{
    private const string All = "all";

    private static readonly string[] Usual = ["lrp", "sa", "gi", "ig", "occlusion", "deeplift", "cd", "shapley"];

    public static Command Create()
    {
        var name = new Argument<string>("EXPERIMENT")
        {
            Description =
                string.Join("; ", Experiment.All.Select(one => $"{one.Name}: {one.Meaning}")) + $" {All}: each",
            DefaultValueFactory = _ => All,
        };
        name.AcceptOnlyFromAmong([.. Experiment.All.Select(one => one.Name), All]);
        var command = new Command(
            "evaluate",
            "Ask whether explanations are faithful, by experiments over a data set: methods beside random order, "
                + "each number with a 95 % interval by the bootstrap over sentences (1,000 resamples), and how far LRP "
                + "lies from each method, sentence by sentence; a difference whose interval covers 0 is not "
                + "significant. Where methods are not named, those the network does not support are left out, and "
                + $"{Named(Experiment.All)}. "
                + "For example: lrp evaluate deletion --method lrp --method gi; lrp evaluate all --out scorecard"
        )
        {
            name,
        };
        var input = InputOptions.AddTo(command);
        var rules = RuleOptions.AddTo(command);
        var offered = MethodOptions.AddTo(command, MethodOptions.UsualBaseline, Usual);
        var methods = offered with { OfCommand = [offered.Seed], LeavesOut = true };
        var delete = new Option<string>("--delete")
        {
            Description =
                "How words or steps are deleted: zero (zeros in their place), removal (the sentence closes over "
                + "them) or unknown (the unknown word); of sequences of numbers also mean (of the sequence) or "
                + "neighbours (the mean of the nearest steps that stay)",
            DefaultValueFactory = _ => Erasing.Zero.Name,
        };
        delete.AcceptOnlyFromAmong([.. Erasing.All.Select(one => one.Name)]);
        var output = new Option<string?>("--out")
        {
            Description =
                "Folder for scorecard.html, scores.csv, and a CSV and an SVG of each experiment; made where there "
                + "is none [default: not written]",
            HelpName = "DIR",
        };
        EmptyNames.Refuse(command, output);
        command.Options.Add(delete);
        command.Options.Add(output);
        command.SetAction(
            (parsed, cancellation) =>
                Task.Run(
                    () =>
                    {
                        var asked = parsed.GetRequiredValue(name);
                        ImmutableArray<Experiment> experiments =
                        [
                            .. Experiment.All.Where(one => asked == All || one.Name == asked),
                        ];
                        var isOnItsOwn = experiments.All(one => one.IsOnItsOwn);
                        if (isOnItsOwn)
                            Refuse(parsed, asked, [.. input.OfModelAndData, delete]);
                        var truth = GroundTruth.Of(experiments, parsed.GetValue(methods.Seed));
                        var model = isOnItsOwn ? truth.Models[0] : input.ReadModel(parsed);
                        var network = model.Network;
                        var ruleSet = rules.Read(parsed, network.Composition);
                        var chosen = methods.Read(
                            parsed,
                            Lrp.With(ruleSet),
                            rules.All,
                            network,
                            Target.Predicted,
                            _ => true
                        );
                        var erasing = Erasing
                            .All.Single(one => one.Name == parsed.GetValue(delete))
                            .For(delete.Name, network)
                            .OrThrow();
                        var folder = parsed.GetValue(output);
                        var source = isOnItsOwn
                            ? LanguageExt.Option<SentenceSource>.None
                            : input.ReadSource(parsed, folder);
                        ImmutableArray<InputFile> inputs =
                        [
                            .. isOnItsOwn ? [] : input.Files(parsed, source),
                            .. truth.Files,
                        ];
                        using var files = EvaluationFiles.Create(
                            output.Name,
                            folder,
                            experiments,
                            inputs,
                            cancellation
                        );
                        var bench = new Bench(
                            network,
                            isOnItsOwn
                                ? []
                                : [.. input.ReadSentences(parsed, model, source, (_, sentence) => sentence)],
                            chosen,
                            erasing,
                            parsed.GetValue(methods.Seed),
                            input.ReadOptions(parsed),
                            cancellation
                        )
                        {
                            Tasks = truth.Tasks,
                        };
                        var found = new EvaluationRun(bench, methods.IsSaid(parsed)).Of(experiments, asked == All);
                        if (found.IsEmpty)
                            throw new FaultException(
                                new Fault(asked, "no experiment can be made of this data", "give labels, or more")
                            );
                        EvaluationTables.Write(found, Console.Out);
                        string Record() => RunRecord.Of(model, inputs, null, chosen, LanguageExt.Option<long>.None);
                        files.Write(found, () => EvaluationPage.Of(bench, found, Record()), Record);
                        return 0;
                    },
                    CancellationToken.None
                )
        );
        return command;
    }

    // What an experiment on networks of its own does not read.
    private static void Refuse(ParseResult parsed, string experiment, ImmutableArray<Option> options)
    {
        ImmutableArray<Fault> idle =
        [
            .. options
                .Where(option => parsed.GetResult(option) is { Implicit: false })
                .Select(option => new Fault(
                    option.Name,
                    $"{experiment} is made on networks and sequences of its own, and reads no other",
                    "leave it out"
                )),
        ];
        if (!idle.IsEmpty)
            throw new FaultException(idle);
    }

    private static string Named(ImmutableArray<Experiment> experiments) =>
        string.Join(
            ", ",
            experiments
                .Where(one => !one.TooSlow.IsEmpty)
                .Select(one => $"{string.Join(" and ", one.TooSlow)} in {one.Name}")
        );
}
