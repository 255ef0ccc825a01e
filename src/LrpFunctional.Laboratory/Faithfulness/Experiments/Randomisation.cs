using System.Collections.Immutable;
using System.Globalization;
using LanguageExt;
using LrpFunctional.Explanations;
using LrpFunctional.Networks;
using LrpFunctional.Sequences;
using MathNet.Numerics.Statistics;

namespace LrpFunctional.Laboratory.Faithfulness.Experiments;

/// <summary>
/// Sanity checks (Adebayo et al. 2018; Sixt, Granz, Landgraf 2020): the network's numbers are shuffled, one layer more
/// each time, from the scores down and from the words up, and explanations of the same class are compared with those of
/// the network as it is; and those of one sentence with those of another, position by position. Where there is a way to
/// train, they are compared with those of a network that learned shuffled labels, too, and of one that learned the
/// labels as they are, since another network explains otherwise in any case.
/// </summary>
public static class Randomisation
{
    /// <summary>So many sentences, drawn by the seed, are enough.</summary>
    public const int MostSentences = 200;

    private const string Down = "shuffled from the scores down";
    private const string Up = "shuffled from the words up";
    private const string Other = "another sentence";

    /// <summary>The experiment.</summary>
    public static Experiment Experiment { get; } =
        new(
            "sanity",
            "The rank correlation of explanations before and after layers of the network were shuffled, and with those "
                + "of another sentence: the closer to 0 the better; who explains the words and not the network has 1.",
            "rank correlation",
            "layers shuffled",
            "rank correlation",
            ["cd", "shapley"],
            Of
        );

    private static Validation<Fault, Findings> Of(Bench bench)
    {
        var cases = bench.Sample(
            [.. bench.Sentences.Where(sentence => bench.Network.StepsRead(sentence).Length > 1)],
            MostSentences
        );
        var places = ShuffledNetwork.Places(bench.Network);
        if (cases.IsEmpty)
            return new Fault("sanity", "no sentence has two words that are read", "give longer sentences");
        return (Cascade(bench, [.. places.Reverse()]), Cascade(bench, places)).Apply(
            (down, up) => Of(bench, cases, down, up)
        );
    }

    /// <summary>The networks with the first place shuffled, the first two, and so on, and the last place of each.</summary>
    private static Validation<Fault, ImmutableArray<(string Place, RecurrentNetwork Network)>> Cascade(
        Bench bench,
        ImmutableArray<int> places
    ) =>
        Validations.All(
            places.Select(
                (place, at) =>
                    ShuffledNetwork
                        .Of(bench.Network, places[..(at + 1)], bench.Seed)
                        .Map(network => (ShuffledNetwork.NameOf(bench.Network, place), network))
            )
        );

    private static Findings Of(
        Bench bench,
        ImmutableArray<Sentence> cases,
        ImmutableArray<(string Place, RecurrentNetwork Network)> down,
        ImmutableArray<(string Place, RecurrentNetwork Network)> up
    )
    {
        // The class that the network predicts is explained of each network.
        ImmutableArray<Sentence> aimed =
        [
            .. bench.Predict(cases).Select(prediction => Labelled(prediction.Sentence, prediction.Class)),
        ];
        var before = bench.Explain(aimed, Target.Label);
        ImmutableArray<ImmutableArray<double>> Kept(RecurrentNetwork network)
        {
            var after = (bench with { Network = network }).Explain(aimed, Target.Label);
            return
            [
                .. before.Zip(
                    after,
                    (ours, theirs) =>
                        cases
                            .Select(
                                (_, at) => ours.Zip(theirs, (one, other) => Correlated(one[at], other[at])).Average()
                            )
                            .ToImmutableArray()
                ),
            ];
        }

        ImmutableArray<(
            string Name,
            ImmutableArray<(string Place, ImmutableArray<ImmutableArray<double>> Kept)> Stages
        )> cascades =
        [
            (Down, [.. down.Select(stage => (stage.Place, Kept(stage.Network)))]),
            (Up, [.. up.Select(stage => (stage.Place, Kept(stage.Network)))]),
        ];
        var others = before
            .Select(draws =>
                cases
                    .Select((_, at) => draws.Average(draw => Correlated(draw[at], draw[(at + 1) % draw.Length])))
                    .ToImmutableArray()
            )
            .ToImmutableArray();
        ImmutableArray<Validation<Fault, ImmutableArray<RelearnedNetwork>>> relearned =
        [
            .. bench.Relearning.Map(relearning => RelearnedNetwork.Of(bench, relearning)),
        ];
        ImmutableArray<RelearnedNetwork> learned =
        [
            .. relearned.SelectMany(networks => networks.IfFail(_ => []).AsEnumerable()),
        ];
        return new Findings(
            [
                .. from explainer in bench.Explainers.Index()
                from cascade in cascades
                from stage in cascade.Stages.Index()
                select new Point(
                    explainer.Item.Name,
                    cascade.Name,
                    stage.Index + 1,
                    Bootstrap.Mean(stage.Item.Kept[explainer.Index], bench.Seed),
                    stage.Item.Place
                ),
            ],
            [
                .. cascades.SelectMany(cascade => bench.Scores(cascade.Name, Mean(cascade.Stages))),
                .. bench.Scores(Other, others),
                .. learned.SelectMany(network => bench.Scores(network.Name, Kept(network.Network))),
            ],
            $"{cases.Length} sentences of two words or more, drawn of {bench.Sentences.Length}; layers from the scores "
                + $"down: {string.Join(", ", down.Select(stage => stage.Place))}"
                + string.Concat(bench.Relearning.Map(way => Told(way, learned)))
                + string.Concat(relearned.SelectMany(networks => networks.FailToSeq()).Select(Told))
        );
    }

    private static string Told(Relearning way, ImmutableArray<RelearnedNetwork> learned) =>
        learned.IsEmpty
            ? ""
            : $"; networks of their own over the vectors of the words, {way.Name}: "
                + string.Join(", ", learned.Select(Told));

    private static string Told(RelearnedNetwork one) =>
        string.Create(CultureInfo.InvariantCulture, $"{one.Name} ({100 * one.Share:0} % of these learned)");

    private static string Told(Fault fault) => $"; no network is trained: {fault.Problem}";

    /// <summary>The mean over the stages: explainer by explainer, sentence by sentence.</summary>
    private static ImmutableArray<ImmutableArray<double>> Mean(
        ImmutableArray<(string Place, ImmutableArray<ImmutableArray<double>> Kept)> stages
    ) =>
        [
            .. stages[0]
                .Kept.Select(
                    (ofExplainer, explainer) =>
                        ofExplainer
                            .Select((_, at) => stages.Average(stage => stage.Kept[explainer][at]))
                            .ToImmutableArray()
                ),
        ];

    /// <summary>
    /// Spearman's ρ over the steps that are read, from the first on, as far as both sentences go; where it is undefined
    /// 1 for the same numbers, else 0.
    /// </summary>
    private static double Correlated(Explanation one, Explanation other)
    {
        var (ours, theirs) = (one.RelevancesRead, other.RelevancesRead);
        var length = Math.Min(ours.Length, theirs.Length);
        var (left, right) = (ours[..length], theirs[..length]);
        var correlation = Correlation.Spearman(left, right);
        return double.IsFinite(correlation) ? correlation
            : left.AsSpan().SequenceEqual(right.AsSpan()) ? 1
            : 0;
    }

    private static Sentence Labelled(Sentence sentence, int label) =>
        sentence.Numbers.Match(
            numbers => Sentence.Of(numbers, label),
            () => Sentence.Of(sentence.Words, sentence.Ids, label)
        );
}
