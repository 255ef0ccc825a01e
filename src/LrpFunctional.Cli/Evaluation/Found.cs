using System.Collections.Immutable;
using LanguageExt;
using LrpFunctional.Laboratory.Faithfulness;

namespace LrpFunctional.Cli.Evaluation;

/// <summary>What an experiment found on a model.</summary>
/// <param name="Model">What the model is called beside others; none where there is one, or it is made on none.</param>
/// <param name="Experiment">The experiment.</param>
/// <param name="Findings">What it found.</param>
internal sealed record Found(Option<string> Model, Experiment Experiment, Findings Findings)
{
    /// <summary>A name with that of the model before it, where there are several.</summary>
    public string Beside(string name) => Model.Match(model => $"{model}: {name}", () => name);
}

/// <summary>What an experiment found, model by model.</summary>
/// <param name="Experiment">The experiment.</param>
/// <param name="On">What it found on each, at least one.</param>
internal sealed record FoundSet(Experiment Experiment, ImmutableArray<Found> On)
{
    /// <summary>On how many of what, model by model where that differs.</summary>
    public string Basis =>
        On.Select(found => found.Findings.Basis).Distinct().ToImmutableArray() is [var same]
            ? same
            : string.Join("; ", On.Select(found => found.Beside(found.Findings.Basis)));

    /// <summary>Experiment by experiment, in the order of the first that was found.</summary>
    public static ImmutableArray<FoundSet> Of(ImmutableArray<Found> found) =>
        [.. found.GroupBy(one => one.Experiment.Name).Select(of => new FoundSet(of.First().Experiment, [.. of]))];

    /// <summary>The scores, part by part, each with the model that it is of.</summary>
    public IEnumerable<IGrouping<string, (Found On, Score Score)>> Parts =>
        On.SelectMany(found => found.Findings.Scores, (found, score) => (found, score)).GroupBy(of => of.score.Part);
}
