using LrpFunctional.Explanations;
using LrpFunctional.Laboratory.Faithfulness;
using LrpFunctional.Laboratory.Faithfulness.Experiments;
using LrpFunctional.Sequences;
using LrpFunctional.Tests.Reference;

namespace LrpFunctional.Tests.Laboratory.Faithfulness;

/// <summary>Does a prediction fall where the words said to be for it are deleted?</summary>
public sealed class DeletionTests
{
    private const string Right = "right at first";
    private const string Wrong = "wrong at first";

    // Two good words make it right: it falls with the second. Two good and two bad ones make it wrong: one bad word
    // less makes it right.
    private static readonly Sentence[] Sentences =
    [
        CountedWords.Sentence("the good the the the the the the the good", 1),
        CountedWords.Sentence("good the the the the the the the the good", 1),
        CountedWords.Sentence("the good bad the the the the the good bad", 1),
        CountedWords.Sentence("good the the bad the the the the good bad", 1),
    ];

    [Fact]
    public void Accuracies_and_areas_are_those_worked_out_by_hand()
    {
        var findings = Of(CountedWords.Bench(Sentences));
        double[] Curve(string method, string series) =>
            [
                .. findings
                    .Points.Where(point => point.Method == method && point.Series == series)
                    .Select(point => point.Value.Mean),
            ];
        Assert.Equal([1.0, 1, 0, 0, 0, 0], Curve("knowing", Right));
        Assert.Equal([0.0, 1, 1, 1, 1, 1], Curve("knowing", Wrong));
        Assert.Equal([1.0, 1, 1, 1, 1, 1], Curve("reversed", Right));
        Assert.Equal([0.0, 0, 0, 0, 0, 0], Curve("reversed", Wrong));

        // The first five words of each: of the last sentence the fourth is the first bad one, behind a good one.
        Assert.Equal([1.0, 1, 1, 1, 1, 1], Curve("constant", Right));
        Assert.Equal([0.0, 0, 0, 0, 0, 0], Curve("constant", Wrong));

        var random = Curve("random", Right)[1..].Average();
        Assert.Equal(random - 0.2, CountedWords.Of(findings, Right, "knowing").Value.Mean, 12);
        Assert.Equal(random - 1, CountedWords.Of(findings, Right, "reversed").Value.Mean, 12);
        Assert.Equal(
            1 - Curve("random", Wrong)[1..].Average(),
            CountedWords.Of(findings, Wrong, "knowing").Value.Mean,
            12
        );
        Assert.Equal(2, CountedWords.Of(findings, Wrong, "knowing").Value.Count);
        Assert.Equal(
            (
                CountedWords.Of(findings, Right, "knowing").Value.Mean
                + CountedWords.Of(findings, Wrong, "knowing").Value.Mean
            ) / 2,
            CountedWords.Of(findings, "all", "knowing").Value.Mean,
            12
        );
    }

    [Fact]
    public void Bad_explainers_score_as_bad_and_lrp_is_set_apart_from_them()
    {
        var findings = Of(CountedWords.Bench(Enumerable.Repeat(Sentences, 10).SelectMany(all => all)));
        Score ScoreOf(string method) => CountedWords.Of(findings, "all", method);
        Assert.True(ScoreOf("knowing").Value.Low > 0.3);
        Assert.True(ScoreOf("reversed").Value.High < -0.05);
        Assert.True(ScoreOf("constant").Value.High < -0.05);
        Assert.Equal(
            (0, 0, 0),
            (ScoreOf("random").Value.Mean, ScoreOf("random").Value.Low, ScoreOf("random").Value.High)
        );
        Assert.Equal(ScoreOf("knowing").Value, ScoreOf("lrp").Value);
        Assert.True(ScoreOf("lrp").LrpMinusIt.IsNone);
        Assert.False(ScoreOf("knowing").LrpMinusIt.Exists(difference => difference.IsAwayFromZero));
        Assert.All(
            ["reversed", "constant", "random"],
            method => Assert.True(ScoreOf(method).LrpMinusIt.Exists(difference => difference.Low > 0))
        );
    }

    [Fact]
    public void Chance_deletes_each_pair_of_words_as_often_as_any_other()
    {
        // Of ten words two are good, and k deleted ones hold both in k (k − 1) of 90 cases.
        var findings = Of(
            CountedWords.Bench(
                Enumerable
                    .Range(0, 45)
                    .Select(pair =>
                    {
                        var (first, second) = (
                            from one in Enumerable.Range(0, 10)
                            from other in Enumerable.Range(one + 1, 9 - one)
                            select (one, other)
                        ).ElementAt(pair);
                        return CountedWords.Sentence(
                            string.Join(
                                ' ',
                                Enumerable.Range(0, 10).Select(at => at == first || at == second ? "good" : "the")
                            ),
                            1
                        );
                    })
            )
        );
        var curve = findings.Points.Where(point => point.Method == "random" && point.Series == Right);
        Assert.All(
            curve,
            point =>
                Assert.InRange(
                    point.Value.Mean,
                    0.96 - (point.X * (point.X - 1) / 90),
                    1.04 - (point.X * (point.X - 1) / 90)
                )
        );
    }

    [Fact]
    public void Words_can_be_taken_out_and_then_the_sentence_is_shorter()
    {
        // Without the zeros the mean of what is left rises: one good word of nine lies above what is asked for as well.
        var removed = Of(CountedWords.Bench(Sentences) with { Erasing = Erasing.Removal });
        Assert.Equal(
            0.2,
            removed
                .Points.Where(point => point is { Method: "knowing", Series: Right, X: > 0 })
                .Average(point => point.Value.Mean),
            12
        );
        Assert.Equal(
            "the the the the the the good",
            string.Join(' ', Erasing.Removal.Without(CountedWords.Network, Sentences[2], at => at is 1 or 2 or 9).Words)
        );
    }

    [Fact]
    public void Results_are_the_same_on_any_number_of_threads_and_others_for_another_seed()
    {
        var bench = new Bench(
            DefaultModel.Network,
            DefaultModel.Sentences(40),
            [LrpFunctional.Methods.Lrp.Default],
            Erasing.Zero,
            5,
            new ExplainOptions(1)
        );
        var one = Of(bench);
        Assert.Equal(one.Scores.AsEnumerable(), Of(bench with { Options = new ExplainOptions(3) }).Scores);
        Assert.NotEqual(one.Scores.AsEnumerable(), Of(bench with { Seed = 6 }).Scores);
    }

    [Fact]
    public void Without_labels_or_with_short_sentences_there_is_nothing_to_delete()
    {
        Assert.True(Deletion.Experiment.Run(CountedWords.Bench([CountedWords.Sentence("the good", 1)])).IsFail);
        Assert.True(
            Deletion
                .Experiment.Run(CountedWords.Bench([Sentence.Of(Sentences[0].Words, Sentences[0].Ids, default)]))
                .IsFail
        );
    }

    private static Findings Of(Bench bench) => Deletion.Experiment.Run(bench).OrThrow();
}
