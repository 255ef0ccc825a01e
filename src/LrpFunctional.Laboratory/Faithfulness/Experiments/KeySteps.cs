using System.Collections.Immutable;
using LanguageExt;
using LrpFunctional.Explanations;

namespace LrpFunctional.Laboratory.Faithfulness.Experiments;

/// <summary>
/// Sequences of numbers of which a few known steps decide the class (after Yang, Tresp, Wunderle, Fasching 2018): how
/// well relevance tells these from the others, in each sequence whose class is predicted.
/// </summary>
public static class KeySteps
{
    /// <summary>The task.</summary>
    public const string Task = "key_steps";

    /// <summary>The experiment.</summary>
    public static Experiment Experiment { get; } =
        new(
            "keysteps",
            "How well relevance for the class tells the steps that decide from the others, by the area under the ROC "
                + "curve, on a network of its own: 1 is the best; random has 0.5.",
            "AUROC",
            "",
            "",
            [],
            Of
        )
        {
            Tasks = [Task],
        };

    private static Validation<Fault, Findings> Of(Bench bench)
    {
        var tasks = bench.Tasks.Where(task => task.Name == Task).ToImmutableArray();
        if (tasks.IsEmpty)
            return new Fault("keysteps", $"there is no network of {Task}", "name one");
        var own = bench with { Network = tasks[0].Network };
        var known = tasks[0]
            .Sequences.Zip(
                own.Predict(tasks[0].Sequences.Select(sequence => sequence.Sentence)),
                (sequence, prediction) => (sequence, prediction.Class)
            )
            .Where(one => one.sequence.Sentence.Label.Exists(label => label == one.Class))
            .Select(one => one.sequence)
            .ToImmutableArray();
        return known.IsEmpty
            ? new Fault("keysteps", "no sequence is predicted right", "take a network that learned the task")
            : Of(own, tasks[0].Sequences.Length, known);
    }

    private static Findings Of(Bench bench, int all, ImmutableArray<KnownSequence> known)
    {
        var found = bench.Explain(known.Select(sequence => sequence.Sentence), Target.Predicted);
        ImmutableArray<Score> Scores(
            string part,
            Func<double, double> of,
            Func<ImmutableArray<double>, ImmutableArray<int>, double> area
        ) =>
            bench.Scores(
                part,
                Bench.Averaged(
                    found,
                    (explanation, at) => area([.. explanation.Relevances.Select(of)], known[at].Steps)
                )
            );
        return new Findings(
            [],
            [
                .. Scores("AUROC of R", relevance => relevance, Areas.Roc),
                .. Scores("AUPRC of R", relevance => relevance, Areas.PrecisionRecall),
                .. Scores("AUROC of |R|", Math.Abs, Areas.Roc),
                .. Scores("AUPRC of |R|", Math.Abs, Areas.PrecisionRecall),
            ],
            $"{known.Length} of {all} sequences, those whose class is predicted"
        );
    }
}
