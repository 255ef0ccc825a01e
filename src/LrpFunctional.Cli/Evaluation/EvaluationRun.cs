using System.Collections.Immutable;
using LanguageExt;
using LrpFunctional.Formats;
using LrpFunctional.Laboratory.Faithfulness;

namespace LrpFunctional.Cli.Evaluation;

/// <summary>Experiments made one after the other on one bench.</summary>
/// <param name="Bench">The bench.</param>
/// <param name="AreNamed">Whether the user named the methods: then none is left out for being slow.</param>
internal sealed record EvaluationRun(Bench Bench, bool AreNamed)
{
    /// <summary>What was found; an experiment that cannot be made is told and left out.</summary>
    /// <param name="experiments">The experiments.</param>
    /// <param name="areAll">Whether all there are were asked for.</param>
    /// <exception cref="FaultException">The one that was asked for cannot be made.</exception>
    public ImmutableArray<(Experiment Experiment, Findings Findings)> Of(
        ImmutableArray<Experiment> experiments,
        bool areAll
    )
    {
        ImmutableArray<(Experiment Experiment, Findings Findings)> found =
        [
            .. experiments
                .Index()
                .SelectMany(one =>
                {
                    if (Messages.OnTerminal)
                        Messages.Passing($"{one.Item.Name}, {one.Index + 1} of {experiments.Length} …");
                    return Made(one.Item)
                        .Match(
                            findings => [(one.Item, findings)],
                            faults => areAll ? LeftOut(faults) : throw new FaultException([.. faults])
                        );
                }),
        ];

        // The tables begin where the count of experiments stood.
        if (Messages.OnTerminal)
            Messages.Passing("");
        return found;
    }

    private Validation<Fault, Findings> Made(Experiment experiment)
    {
        var bench = AreNamed
            ? Bench
            : Bench with
            {
                Methods = [.. Bench.Methods.Where(method => !experiment.TooSlow.Contains(method.Name))],
            };
        return Edge.Supported("--method", () => experiment.On(bench));
    }

    private static IEnumerable<(Experiment Experiment, Findings Findings)> LeftOut(Seq<Fault> faults)
    {
        foreach (var fault in faults)
            Messages.Line($"lrp: left out: {fault}");
        return [];
    }
}
