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
        ImmutableArray<(Trial Trial, Experiment Experiment)> all =
        [
            .. Trials.SelectMany(trial => trial.Subject.Experiments, (trial, experiment) => (trial, experiment)),
        ];
        ImmutableArray<Found> found =
        [
            .. all.Index()
                .SelectMany(one =>
                {
                    var ((trial, experiment), subject) = (one.Item, one.Item.Trial.Subject);
                    if (Messages.OnTerminal)
                        Messages.Passing($"{experiment.Name}, {one.Index + 1} of {all.Length} …");
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
