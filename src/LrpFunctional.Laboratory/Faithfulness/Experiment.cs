using System.Collections.Immutable;
using LanguageExt;
using LrpFunctional.Laboratory.Faithfulness.Experiments;

namespace LrpFunctional.Laboratory.Faithfulness;

/// <summary>A question to explanations, whether they are faithful to the network, that is answered by numbers.</summary>
/// <param name="Name">The short name.</param>
/// <param name="Meaning">What its number means, in one sentence.</param>
/// <param name="Unit">What its number is, on an axis.</param>
/// <param name="Across">What the points of its curves stand over.</param>
/// <param name="Up">What they are.</param>
/// <param name="TooSlow">Methods that take hours here, and take part only where they are asked for.</param>
/// <param name="Run">The experiment itself: the same on the same bench; or why it cannot be made.</param>
public sealed record Experiment(
    string Name,
    string Meaning,
    string Unit,
    string Across,
    string Up,
    ImmutableArray<string> TooSlow,
    Func<Bench, Validation<Fault, Findings>> Run
)
{
    /// <summary>All there are.</summary>
    public static ImmutableArray<Experiment> All { get; } =
    [
        Deletion.Experiment,
        ErasureCurves.Experiment,
        Infidelity.Experiment,
        Sensitivity.Experiment,
        Pointing.Experiment,
        Randomisation.Experiment,
        PlantedWords.Experiment,
        WordsAndMaps.Experiment,
        Arithmetic.Experiment,
        KeySteps.Experiment,
    ];

    /// <summary>
    /// The tasks that it is made on, each with a network of its own, in place of the bench's network and sentences; none
    /// where it is made on those.
    /// </summary>
    public ImmutableArray<string> Tasks { get; init; } = [];

    /// <summary>Whether it is made on networks of its own.</summary>
    public bool IsOnItsOwn => !Tasks.IsEmpty;

    /// <summary>The experiment on a bench; or why it cannot be made there.</summary>
    /// <exception cref="NotSupportedException">The network is not supported by a method.</exception>
    public Validation<Fault, Findings> On(Bench bench) =>
        !IsOnItsOwn && bench.Network.StaticSize > 0
            ? new Fault(Name, "static features stand beside the steps, and are none", "take a network of steps alone")
            : Run(bench);
}
