using System.Collections.Immutable;
using LanguageExt;
using LrpFunctional.Explanations;
using LrpFunctional.Methods;
using LrpFunctional.Numerics;

namespace LrpFunctional.Laboratory.Faithfulness.Experiments;

/// <summary>
/// What relevance gathers over a data set (Arras et al. 2017): the words that speak most for and against each class,
/// where in sentences relevance lies, and sentences as the sums of their words' vectors weighted by relevance for the
/// class predicted, brought to length 1: their first two principal components, and how often the ten nearest others
/// tell a sentence's label. Where a column of the data is named, relevance by what stands in it, too.
/// </summary>
public static class WordsAndMaps
{
    /// <summary>How many of the nearest others vote.</summary>
    public const int Neighbours = 10;

    /// <summary>How many words a list has.</summary>
    public const int Listed = 10;

    /// <summary>The last position that the curve shows.</summary>
    public const int LastPosition = 40;

    private const string Unweighted = "unweighted";
    private const string Position = "by position";

    // In a large set, a word that came once or twice says little.
    private const int Large = 100;
    private const int LeastOfLarge = 3;

    /// <summary>The experiment.</summary>
    public static Experiment Experiment { get; } =
        new(
            "words",
            "How often the ten nearest sentences tell a sentence's label, sentences being the sums of their words' vectors "
                + "weighted by relevance: the larger, the more relevance picks the words that carry the class; "
                + "unweighted is the plain sum.",
            "share of labels told",
            "position",
            "|R| in times its mean",
            [],
            Of
        );

    private static Validation<Fault, Findings> Of(Bench bench) =>
        bench.By.Match(column => Gathered(bench, column), () => OfLabelled(bench));

    // To gather relevance no label is needed.
    private static Findings Gathered(Bench bench, string column)
    {
        var groups = GroupMaps.Of(bench);
        var (count, names) = (bench.Sentences.Length, groups.Select(cell => cell.Group).Distinct().Count());
        var basis = $"{count} sentences in {names} groups by {column}";
        return OfLabelled(bench)
            .Match(found => found with { Basis = $"{found.Basis}; {basis}" }, _ => new Findings([], [], basis)) with
        {
            Groups = groups,
        };
    }

    private static Validation<Fault, Findings> OfLabelled(Bench bench) =>
        bench.Labelled.Length <= Neighbours
            ? new Fault(
                "words",
                $"{bench.Labelled.Length} sentences have a label, where more than {Neighbours} are needed",
                "give more sentences, with the classes that people gave"
            )
            : Found(bench);

    private static Findings Found(Bench bench)
    {
        var cases = bench.Labelled;
        ImmutableArray<int> labels = [.. cases.Select(sentence => sentence.Label.IfNone(0))];
        var explanations = bench.Explain(cases, Target.Predicted);
        ImmutableArray<Matrix> vectors = [.. cases.Select(sentence => Changes.Vectors(bench.Network, sentence))];
        ImmutableArray<ImmutableArray<double>> Placed(ImmutableArray<Explanation> draw) =>
            [.. draw.Select((one, at) => SentenceVectorsKernel.WeightedSum(vectors[at], one.Relevances))];
        ImmutableArray<double> Right(ImmutableArray<ImmutableArray<double>> placed) =>
            SentenceVectorsKernel.AreNeighboursRight(placed, labels, Neighbours);
        var right = explanations
            .Select(draws => draws.Select(draw => Right(Placed(draw))).ToImmutableArray())
            .Select(draws => cases.Select((_, at) => draws.Average(draw => draw[at])).ToImmutableArray())
            .ToImmutableArray();
        var plain = Right([
            .. vectors.Select(of => SentenceVectorsKernel.WeightedSum(of, [.. Enumerable.Repeat(1.0, of.Rows)])),
        ]);
        var scores = bench.Scores("nearest neighbours", right, Share);
        ImmutableArray<(string Name, ImmutableArray<Explanation> Explanations)> shown =
        [
            .. bench.Explainers.Zip(explanations, (explainer, draws) => (explainer.Name, draws[0])),
        ];
        var lrp = scores.Select(score => score.Method).ToImmutableArray().IndexOf(Lrp.Default.Name);
        return new Findings(
            [.. shown.SelectMany(of => ByPosition(bench, of.Name, of.Explanations))],
            scores.Add(
                new Score(
                    Unweighted,
                    "nearest neighbours",
                    Share(plain),
                    lrp < 0 ? Option<Estimate>.None : Bootstrap.Difference(right[lrp], plain, bench.Seed)
                )
            ),
            $"{cases.Length} sentences with a label"
        )
        {
            Lists = bench.Network.ReadsNumbers
                ? []
                : [.. shown.SelectMany(of => Lists(bench, of.Name, of.Explanations))],
            Map =
            [
                .. from of in shown
                from place in PrincipalComponents.Of(Placed(of.Explanations)).Index()
                orderby labels[place.Index]
                select new Point(
                    of.Name,
                    "principal components",
                    place.Item.First,
                    new Estimate(place.Item.Second, place.Item.Second, place.Item.Second, 1),
                    bench.Network.Classes[labels[place.Index]]
                ),
            ],
        };
    }

    private static Estimate Share(ImmutableArray<double> hits) => Wilson.Share(hits.Sum(), hits.Length);

    /// <summary>
    /// T |R_t| / Σ |R| by position, in the mean over the sentences that have it: 1 where relevance is spread evenly.
    /// </summary>
    private static IEnumerable<Point> ByPosition(Bench bench, string name, ImmutableArray<Explanation> explanations) =>
        from share in explanations
            .SelectMany(explanation =>
            {
                var total = explanation.Relevances.Sum(Math.Abs);
                return explanation
                    .Relevances.Take(LastPosition)
                    .Select(
                        (relevance, at) =>
                            (At: at, Share: total > 0 ? explanation.Relevances.Length * Math.Abs(relevance) / total : 0)
                    );
            })
            .GroupBy(share => share.At, share => share.Share)
        orderby share.Key
        select new Point(name, Position, share.Key + 1, Bootstrap.Mean([.. share], bench.Seed));

    /// <summary>The words with the largest and those with the smallest means over sentences predicted of a class.</summary>
    private static IEnumerable<Point> Lists(Bench bench, string name, ImmutableArray<Explanation> explanations) =>
        from of in explanations.GroupBy(explanation => explanation.Prediction.Class)
        orderby of.Key
        let words = of.SelectMany(explanation =>
                explanation.Prediction.Sentence.Words.Zip(
                    explanation.Relevances,
                    (word, relevance) => (word, relevance)
                )
            )
            .GroupBy(word => word.word, word => word.relevance)
            .Where(word => explanations.Length < Large || word.Count() >= LeastOfLarge)
            .Select(word => (Text: word.Key, Relevances: word.ToImmutableArray()))
            .ToImmutableArray()
        from side in new[] { 1, -1 }
        from word in words
            .OrderByDescending(word => side * word.Relevances.Average())
            .ThenBy(word => word.Text, StringComparer.Ordinal)
            .Take(Listed)
            .Index()
        select new Point(
            name,
            $"{(side > 0 ? "for" : "against")} {bench.Network.Classes[of.Key]}",
            word.Index + 1,
            Bootstrap.Mean(word.Item.Relevances, bench.Seed),
            word.Item.Text
        );
}
