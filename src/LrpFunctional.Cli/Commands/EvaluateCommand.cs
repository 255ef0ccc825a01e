using System.Collections.Immutable;
using System.CommandLine;
using LrpFunctional.Cli.Evaluation;
using LrpFunctional.Laboratory.Faithfulness;

namespace LrpFunctional.Cli.Commands;

/// <summary><c>lrp evaluate</c>: are explanations faithful to the network?</summary>
internal static class EvaluateCommand
{
    public static Command Create()
    {
        var command = new Command(
            "evaluate",
            "Ask whether explanations are faithful, by experiments over a data set: methods beside random order, "
                + "each number with a 95 % interval by the bootstrap over sentences (1,000 resamples), and how far LRP "
                + "lies from each method, sentence by sentence; a difference whose interval covers 0 is not "
                + "significant. Where methods are not named, those the network does not support are left out, and "
                + $"{Named(Experiment.All)}. Several models stand side by side, on the same data. "
                + "For example: lrp evaluate deletion --method lrp --method gi; lrp evaluate all --out scorecard; "
                + "lrp evaluate aopc --model before --model after"
        );
        var options = EvaluateOptions.AddTo(command);
        command.SetAction(
            (parsed, cancellation) => Task.Run(() => Evaluate(options, parsed, cancellation), CancellationToken.None)
        );
        return command;
    }

    private static int Evaluate(EvaluateOptions options, ParseResult parsed, CancellationToken cancellation)
    {
        var subjects = options.ReadSubjects(parsed);
        var benches = subjects
            .All.Select(subject => subject.Told(() => options.ReadBench(parsed, subject, cancellation)))
            .ToImmutableArray();
        using var files = EvaluationFiles.Create(
            options.Output.Name,
            parsed.GetValue(options.Output),
            EvaluationSheet.Names(options.Experiments(parsed), parsed.GetValue(options.By)),
            subjects.Files(),
            cancellation
        );
        ImmutableArray<Trial> trials =
        [
            .. subjects.All.Zip(benches, (subject, bench) => new Trial(subject, subject.Told(bench))),
        ];
        var found = new EvaluationRun(trials, options.Methods.IsSaid(parsed)).Made(options.AreAll(parsed));
        if (found.IsEmpty)
            throw new FaultException(
                new Fault(options.Asked(parsed), "no experiment can be made of this data", "give labels, or more")
            );
        EvaluationTables.Write(found, Console.Out);
        string Record(string folder) => Trial.Record(folder, trials, subjects.Files());
        files.Write(found, folder => EvaluationPage.Of(trials, found, Record(folder)), Record);
        return 0;
    }

    private static string Named(ImmutableArray<Experiment> experiments) =>
        string.Join(
            ", ",
            experiments
                .Where(one => !one.TooSlow.IsEmpty)
                .Select(one => $"{string.Join(" and ", one.TooSlow)} in {one.Name}")
        );
}
