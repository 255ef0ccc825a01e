using System.Collections.Immutable;
using LanguageExt;
using LrpFunctional.Explanations;
using LrpFunctional.Sequences;

namespace LrpFunctional.Laboratory.Faithfulness.Experiments;

/// <summary>
/// Word deletion (Arras et al. 2017): of sentences of ten words or more, one to five words are taken out by the
/// relevance for the true class; where the prediction was right the most relevant first, where it was wrong the least
/// relevant first. The number of a sentence is the mean over one to five words of [random is right] − [explainer is
/// right] where the prediction was right, and of [explainer is right] − [random is right] where it was wrong.
/// </summary>
public static class Deletion
{
    /// <summary>The fewest words of a sentence.</summary>
    public const int Shortest = 10;

    /// <summary>The most words that are taken out.</summary>
    public const int Most = 5;

    private const string Right = "right at first";
    private const string Wrong = "wrong at first";

    private static readonly ImmutableArray<bool> Outcomes = [true, false];

    /// <summary>The experiment.</summary>
    public static Experiment Experiment { get; } =
        new(
            "deletion",
            "The area between the accuracy after random deletion of one to five words and that after the method's, "
                + "counted for the method: the larger, the more its first words decided; random has 0.",
            "area, in accuracy",
            "words deleted",
            "accuracy",
            [],
            Of
        );

    private static Validation<Fault, Findings> Of(Bench bench)
    {
        ImmutableArray<Sentence> cases =
        [
            .. bench.Labelled.Where(sentence => bench.Network.StepsRead(sentence).Length >= Shortest),
        ];
        return cases.IsEmpty
            ? new Fault(
                "deletion",
                $"no sentence of {Shortest} words or more has a label",
                "give longer sentences, with the classes that people gave"
            )
            : Of(bench, cases);
    }

    private static Findings Of(Bench bench, ImmutableArray<Sentence> cases)
    {
        ImmutableArray<int> labels = [.. cases.Select(sentence => sentence.Label.IfNone(0))];
        ImmutableArray<bool> wasRight =
        [
            .. bench.Predict(cases).Zip(labels, (prediction, label) => prediction.Class == label),
        ];
        var curves = bench.Changed(
            bench.Explain(cases, Target.Label),
            Most,
            (explanation, at) =>
                Without(
                    bench,
                    explanation,
                    wasRight[at] ? Ordering.MostFirst(explanation) : Ordering.LeastFirst(explanation)
                ),
            (prediction, at) => prediction.Class == labels[at] ? 1 : 0
        );
        ImmutableArray<(string Name, ImmutableArray<int> Cases)> groups =
        [
            .. from wanted in Outcomes
            let of = wasRight.Index().Where(one => one.Item == wanted).Select(one => one.Index).ToImmutableArray()
            where !of.IsEmpty
            select (wanted ? Right : Wrong, of),
        ];
        var gains = curves
            .Select(curve =>
                curve
                    .Select(
                        (ofSentence, at) =>
                            curves[^1][at].Average() - ofSentence.Average() is var lost && wasRight[at]
                                ? lost
                                : 0 - lost
                    )
                    .ToImmutableArray()
            )
            .ToImmutableArray();
        ImmutableArray<ImmutableArray<double>> Among(ImmutableArray<int> of) =>
            [.. gains.Select(gain => of.Select(at => gain[at]).ToImmutableArray())];
        return new Findings(
            [
                .. from explainer in bench.Explainers.Index()
                from @group in groups
                from deleted in Enumerable.Range(0, Most + 1)
                select new Point(
                    explainer.Item.Name,
                    @group.Name,
                    deleted,
                    Bootstrap.Mean(
                        [
                            .. @group.Cases.Select(at =>
                                deleted > 0 ? curves[explainer.Index][at][deleted - 1]
                                : wasRight[at] ? 1
                                : 0
                            ),
                        ],
                        bench.Seed
                    )
                ),
            ],
            [.. bench.Scores("all", gains), .. groups.SelectMany(of => bench.Scores(of.Name, Among(of.Cases)))],
            $"{cases.Length} sentences of {Shortest} words or more with a label, {wasRight.Count(right => right)} of them "
                + $"predicted right; words deleted by {bench.Erasing.Name}"
        );
    }

    private static IEnumerable<Sentence> Without(Bench bench, Explanation explanation, ImmutableArray<int> order) =>
        from deleted in Enumerable.Range(1, Most)
        let gone = order.Take(deleted).ToImmutableHashSet()
        select bench.Erasing.Without(bench.Network, explanation.Prediction.Sentence, gone.Contains);
}
