using System.Collections.Immutable;
using LanguageExt;
using LrpFunctional.Formats;
using LrpFunctional.Laboratory.Faithfulness;

namespace LrpFunctional.Cli.Evaluation;

/// <summary>Experiments made one after the other on one bench after the other.</summary>
/// <param name="Trials">The benches, and what each is a bench of.</param>
/// <param name="AreNamed">Whether the user named the methods: then none is left out for being slow.</param>
internal sealed record EvaluationRun(ImmutableArray<Trial> Trials, bool AreNamed)
{
    /// <summary>What was found; an experiment that cannot be made is told and left out.</summary>
    /// <param name="areAll">Whether all there are were asked for.</param>
    /// <exception cref="FaultException">The one that was asked for cannot be made.</exception>
    public ImmutableArray<FoundSet> Made(bool areAll)
    {
        var count = Trials.Sum(trial => trial.Subject.Experiments.Length);
        ImmutableArray<Found> found =
        [
            .. Trials
                .SelectMany(Each)
                .Index()
                .SelectMany(one =>
                {
                    var ((trial, experiment), subject) = (one.Item, one.Item.Trial.Subject);
                    if (Messages.OnTerminal)
                        Messages.Passing($"{experiment.Name}, {one.Index + 1} of {count} …");
                    return subject
                        .Told(() => Made(trial.Bench, experiment))
                        .Match(
                            findings =>
                                [
                                    new Found(
                                        experiment.IsOnItsOwn ? Option<string>.None : subject.Name,
                                        experiment,
                                        findings
                                    ),
                                ],
                            faults =>
                                areAll
                                    ? LeftOut(faults.Select(subject.Told))
                                    : throw new FaultException([.. faults.Select(subject.Told)])
                        );
                }),
        ];

        // The tables begin where the count of experiments stood.
        if (Messages.OnTerminal)
            Messages.Passing("");
        return FoundSet.Of(found);
    }

    // One after the other: what the experiments on a bench share ends with the last of them.
    private static IEnumerable<(Trial Trial, Experiment Experiment)> Each(Trial trial)
    {
        var shared = trial.Subject.Experiments.Length > 1 ? trial with { Bench = trial.Bench.Sharing() } : trial;
        return trial.Subject.Experiments.Select(experiment => (shared, experiment));
    }

    private Validation<Fault, Findings> Made(Bench bench, Experiment experiment)
    {
        var own = AreNamed
            ? bench
            : bench with
            {
                Methods = [.. bench.Methods.Where(method => !experiment.TooSlow.Contains(method.Name))],
            };
        return Edge.Supported("--method", () => experiment.On(own));
    }

    private static IEnumerable<Found> LeftOut(Seq<Fault> faults)
    {
        foreach (var fault in faults)
            Messages.Line($"lrp: left out: {fault}");
        return [];
    }
}
