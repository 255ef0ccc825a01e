using System.Collections.Immutable;
using LrpFunctional.Formats.Models;
using LrpFunctional.Formats.Outputs;
using LrpFunctional.Laboratory.Faithfulness;
using LrpFunctional.Training.Tasks;

namespace LrpFunctional.Cli.Evaluation;

/// <summary>The tasks whose reasons are known, with the networks that come with lrp.</summary>
/// <param name="Tasks">The tasks.</param>
/// <param name="Models">The network of each.</param>
/// <param name="Files">What is read of these.</param>
internal sealed record GroundTruth(
    ImmutableArray<KnownTask> Tasks,
    ImmutableArray<StoredModel> Models,
    ImmutableArray<InputFile> Files
)
{
    private const int Sequences = 1000;

    /// <summary>The tasks of experiments, with sequences to test by.</summary>
    /// <param name="experiments">The experiments; those on a model of the user's have none.</param>
    /// <param name="seed">What the sequences come from.</param>
    public static GroundTruth Of(IEnumerable<Experiment> experiments, int seed)
    {
        ImmutableArray<GeneratedTask> tasks =
        [
            .. experiments
                .SelectMany(experiment => experiment.Tasks)
                .Select(name => GeneratedTask.All.Single(task => task.Name == name)),
        ];
        ImmutableArray<StoredModel> models =
        [
            .. tasks.Select(task => ModelFiles.Read(Shipped.OfTask(task.Name)).OrThrow()),
        ];
        return new GroundTruth(
            [.. tasks.Zip(models, (task, model) => Known(task, model, seed))],
            models,
            [
                .. tasks.SelectMany(task =>
                    ModelFiles.Files(Shipped.OfTask(task.Name)).Select(file => InputFile.Of(task.Name, file))
                ),
            ]
        );
    }

    private static KnownTask Known(GeneratedTask task, StoredModel model, int seed) =>
        new(
            task.Name,
            model.Network,
            [
                .. task.Sequences(seed, Split.Testing, Sequences)
                    .Select(made => new KnownSequence(made.Sentence, made.Steps, made.Summands)),
            ]
        );
}
