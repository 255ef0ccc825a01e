using System.Collections.Immutable;
using LanguageExt;
using LrpFunctional.Explanations;
using LrpFunctional.Numerics;
using LrpFunctional.Sequences;

namespace LrpFunctional.Laboratory.Faithfulness.Experiments;

/// <summary>
/// A word planted for a class: of the words of the data the one that, alone, is most surely of the class, that is with
/// the largest s_c − max_{a≠c} s_a; it is put at a drawn place into sentences that are predicted to be of another class
/// and lack it, and those count whose score of the class it raises. And words behind "not": of the words that alone are
/// of a class, and behind "not" of another, the share whose relevance for the class is above 0 alone and below 0 there,
/// and the share with "not" below 0 there: one or the other has to say why the class is another.
/// </summary>
public static class PlantedWords
{
    /// <summary>So many sentences for each class, drawn by the seed, are enough.</summary>
    public const int MostHosts = 100;

    /// <summary>So many of the words that are most surely of a class are put behind "not".</summary>
    public const int MostNegated = 50;

    private const string Not = "not";
    private const string Top = "planted word on top";
    private const string Below = "share of words above the planted one";
    private const string Flips = "the word turns against its class behind not";
    private const string NotAgainst = "not speaks against the class of the word";

    /// <summary>The experiment.</summary>
    public static Experiment Experiment { get; } =
        new(
            "planted",
            "The share of sentences in which the word planted for a class is the most relevant for it: the larger the "
                + "better; and of the words that stop being of a class behind \"not\" the shares that turn against it, and "
                + "whose \"not\" does.",
            "share",
            "",
            "",
            [],
            Of
        );

    private static Validation<Fault, Findings> Of(Bench bench)
    {
        if (bench.Network.ReadsNumbers)
            return new Fault("planted", "the network reads numbers, and words are planted", "take a network of words");
        if (bench.Network.Classes.Length < 2)
            return new Fault("planted", "the network has one output, and no classes", "take a classifier");
        ImmutableArray<Sentence> words =
        [
            .. bench
                .Sentences.SelectMany(sentence => sentence.Ids.Zip(sentence.Words, (id, text) => (Id: id, Text: text)))
                .Where(word => word.Id >= 0)
                .DistinctBy(word => word.Id)
                .OrderBy(word => word.Id)
                .Select(word => Sentence.Of([word.Text], [word.Id], Option<int>.None))
                .Where(word => !bench.Network.StepsRead(word).IsEmpty),
        ];
        var alone = bench.Predict(words);
        ImmutableArray<(Sentence Sentence, int Place)> planted =
        [
            .. Enumerable
                .Range(0, bench.Network.Classes.Length)
                .SelectMany(of => Hosts(bench, of, alone.MaxBy(word => Margin(word, of))!.Sentence)),
        ];
        return planted.IsEmpty
            ? new Fault("planted", "no word raises the score of any class in any sentence", "give more sentences")
            : Of(bench, planted, alone);
    }

    private static Findings Of(
        Bench bench,
        ImmutableArray<(Sentence Sentence, int Place)> planted,
        ImmutableArray<Prediction> alone
    )
    {
        var explanations = bench.Explain(planted.Select(one => one.Sentence), Target.Label);
        double Above(Explanation explanation, int at) =>
            Ordering.Read(explanation).Length is > 1 and var read
                ? (double)Ordering.MostFirst(explanation).IndexOf(planted[at].Place) / (read - 1)
                : 0;
        var negated = Negated(bench, alone);
        Estimate Share(ImmutableArray<double> of) => Wilson.Share(of.Sum(), of.Length);
        return new Findings(
            [],
            [
                .. bench.Scores(
                    Top,
                    Bench.Averaged(
                        explanations,
                        (explanation, at) => Ordering.MostFirst(explanation)[0] == planted[at].Place ? 1 : 0
                    )
                ),
                .. bench.Scores(Below, Bench.Averaged(explanations, Above)),
                .. bench.Scores(Flips, Turns(bench, negated, 1), Share),
                .. bench.Scores(NotAgainst, Turns(bench, negated, 0), Share),
            ],
            $"{planted.Length} sentences with a planted word whose class it raises; {negated.Length} words that are of another "
                + $"class behind \"{Not}\""
        );
    }

    /// <summary>Sentences with the word in them, whose label says its class, and where it stands.</summary>
    private static IEnumerable<(Sentence Sentence, int Place)> Hosts(Bench bench, int of, Sentence word)
    {
        var hosts = bench.Sample(
            [
                .. bench
                    .Predict(bench.Sentences)
                    .Where(prediction => prediction.Class != of && !prediction.Sentence.Ids.Contains(word.Ids[0]))
                    .Select(prediction => prediction.Sentence),
            ],
            MostHosts
        );
        var key = RandomNumbers.Bits((ulong)bench.Seed, of);
        var made = hosts
            .Select(
                (host, at) =>
                {
                    var place = RandomNumbers.Below(host.Length + 1, key, at);
                    return (
                        Sentence: Sentence.Of(
                            host.Words.Insert(place, word.Words[0]),
                            host.Ids.Insert(place, word.Ids[0]),
                            of
                        ),
                        Place: place
                    );
                }
            )
            .ToImmutableArray();
        var rises = bench
            .Predict(hosts)
            .Zip(
                bench.Predict(made.Select(one => one.Sentence)),
                (before, after) => after.Scores[of] > before.Scores[of]
            )
            .ToImmutableArray();
        return made.Where((_, at) => rises[at]);
    }

    /// <summary>
    /// The words that are most surely of each class alone, and of another behind "not": alone and so, with the class
    /// that they are of alone.
    /// </summary>
    private static ImmutableArray<(Sentence Alone, Sentence Behind)> Negated(
        Bench bench,
        ImmutableArray<Prediction> alone
    )
    {
        ImmutableArray<(Sentence Alone, Sentence Behind)> words =
        [
            .. from id in bench.Network.Vocabulary.Find(Not).ToSeq()
            from of in alone.GroupBy(word => word.Class)
            from word in of.OrderByDescending(word => Margin(word, of.Key)).Take(MostNegated)
            let sentence = word.Sentence
            select (
                Sentence.Of(sentence.Words, sentence.Ids, of.Key),
                Sentence.Of([Not, .. sentence.Words], [id, .. sentence.Ids], of.Key)
            ),
        ];
        var behind = bench.Predict(words.Select(word => word.Behind));
        return [.. words.Where((word, at) => !word.Alone.Label.Exists(label => label == behind[at].Class))];
    }

    /// <summary>For each of these words whether it is for its class alone, and there is something against it then.</summary>
    private static ImmutableArray<ImmutableArray<double>> Turns(
        Bench bench,
        ImmutableArray<(Sentence Alone, Sentence Behind)> negated,
        int against
    )
    {
        if (negated.IsEmpty)
            return [];
        var before = bench.Explain(negated.Select(word => word.Alone), Target.Label);
        var after = bench.Explain(negated.Select(word => word.Behind), Target.Label);
        double Turn(Explanation alone, Explanation behind) =>
            alone.Relevances[0] > 0 && behind.Relevances[against] < 0 ? 1 : 0;
        return
        [
            .. before.Zip(
                after,
                (draws, others) =>
                    negated
                        .Select((_, at) => draws.Zip(others, (one, other) => Turn(one[at], other[at])).Average())
                        .ToImmutableArray()
            ),
        ];
    }

    /// <summary>s_c − max_{a≠c} s_a.</summary>
    private static double Margin(Prediction prediction, int of) =>
        prediction.Scores[of] - prediction.Scores.RemoveAt(of).Max();
}
