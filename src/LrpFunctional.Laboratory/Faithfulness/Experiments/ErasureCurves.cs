using System.Collections.Immutable;
using LanguageExt;
using LrpFunctional.Explanations;
using LrpFunctional.Sequences;

namespace LrpFunctional.Laboratory.Faithfulness.Experiments;

/// <summary>
/// Comprehensiveness f(x) − f(x without the top words) and sufficiency f(x) − f(the top words alone) (DeYoung et al.
/// 2020), averaged over the top 1, 5, 10, 20 and 50 % of the words, one at least (the area over the perturbation curve,
/// Samek et al. 2017); f is the probability of the class predicted, or the output of a regression.
/// </summary>
public static class ErasureCurves
{
    private const string Comprehensiveness = "comprehensiveness";
    private const string Sufficiency = "sufficiency";

    private static readonly ImmutableArray<int> Bins = [1, 5, 10, 20, 50];

    /// <summary>The experiment.</summary>
    public static Experiment Experiment { get; } =
        new(
            "aopc",
            "What the probability of the class predicted loses without the 1 to 50 % most relevant words "
                + "(comprehensiveness: the larger the better), and with them alone (sufficiency: the smaller the better), "
                + "in the mean.",
            "loss of probability",
            "% of the words",
            "loss of probability",
            [],
            Of
        );

    private static Validation<Fault, Findings> Of(Bench bench)
    {
        // Of one word nothing would be left.
        ImmutableArray<Sentence> cases =
        [
            .. bench.Sentences.Where(sentence => bench.Network.StepsRead(sentence).Length > 1),
        ];
        return cases.IsEmpty
            ? new Fault("aopc", "no sentence has two words that are read", "give longer sentences")
            : Of(bench, cases);
    }

    private static Findings Of(Bench bench, ImmutableArray<Sentence> cases)
    {
        var predictions = bench.Predict(cases);
        double Value(Prediction prediction, int at) =>
            Output
                .Of(predictions[at].Class, prediction.Scores.Length > 1 ? Quantity.Probability : Quantity.Score)
                .Value(prediction.Scores);
        var lost = bench.Changed(
            bench.Explain(cases, Target.Predicted),
            2 * Bins.Length,
            (explanation, _) => Changes(bench, explanation),
            (prediction, at) => Value(predictions[at], at) - Value(prediction, at)
        );
        ImmutableArray<(string Name, int First)> parts = [(Comprehensiveness, 0), (Sufficiency, Bins.Length)];
        return new Findings(
            [
                .. from explainer in bench.Explainers.Index()
                from part in parts
                from bin in Bins.Index()
                select new Point(
                    explainer.Item.Name,
                    part.Name,
                    bin.Item,
                    Bootstrap.Mean(
                        [.. lost[explainer.Index].Select(ofSentence => ofSentence[part.First + bin.Index])],
                        bench.Seed
                    )
                ),
            ],
            [
                .. parts.SelectMany(part =>
                    bench.Scores(
                        part.Name,
                        [
                            .. lost.Select(of =>
                                of.Select(ofSentence => ofSentence.Skip(part.First).Take(Bins.Length).Average())
                                    .ToImmutableArray()
                            ),
                        ]
                    )
                ),
            ],
            $"{cases.Length} sentences of two words or more; words taken out by {bench.Erasing.Name}"
        );
    }

    // First without the top words of each bin, then with them alone.
    private static IEnumerable<Sentence> Changes(Bench bench, Explanation explanation)
    {
        var (sentence, order) = (explanation.Prediction.Sentence, Ordering.MostFirst(explanation));
        ImmutableArray<ImmutableHashSet<int>> tops =
        [
            .. Bins.Select(percent =>
                order.Take(Math.Max(1, ((percent * order.Length) + 99) / 100)).ToImmutableHashSet()
            ),
        ];
        var read = order.ToImmutableHashSet();
        return tops.Select(top => bench.Erasing.Without(bench.Network, sentence, top.Contains))
            .Concat(
                tops.Select(top =>
                    bench.Erasing.Without(bench.Network, sentence, step => read.Contains(step) && !top.Contains(step))
                )
            );
    }
}
