using System.Collections.Immutable;
using LrpFunctional.Laboratory.Faithfulness;
using LrpFunctional.Laboratory.Faithfulness.Experiments;
using LrpFunctional.Numerics;
using LrpFunctional.Sequences;

namespace LrpFunctional.Tests.Laboratory.Faithfulness;

/// <summary>What does relevance gather over a data set?</summary>
public sealed class WordsAndMapsTests
{
    // A "bad" in front says nothing of the class that two good words make.
    private static readonly Sentence[] Sentences =
    [
        .. Enumerable.Repeat(CountedWords.Sentence("bad good the good", 1), 15),
        .. Enumerable.Repeat(CountedWords.Sentence("good bad the bad", 0), 15),
    ];

    [Fact]
    public void Lists_and_positions_are_those_worked_out_by_hand()
    {
        var findings = WordsAndMaps.Experiment.Run(CountedWords.Bench(Sentences)).OrThrow();
        string[] List(string method, string series) =>
            [
                .. findings
                    .Lists.Where(point => point.Method == method && point.Series == series)
                    .Select(point => $"{point.X} {point.Text.IfNone("")} {point.Value.Mean + 0.0}"),
            ];
        Assert.Equal(["1 good 1", "2 the 0", "3 bad -1"], List("knowing", "for positive"));
        Assert.Equal(["1 good -1", "2 the 0", "3 bad 1"], List("knowing", "against negative"));
        Assert.Equal(["1 bad 1", "2 the 0", "3 good -1"], List("reversed", "for positive"));

        // In the order of the classes.
        Assert.Equal(
            [.. Enumerable.Repeat("negative", 15), .. Enumerable.Repeat("positive", 15)],
            findings.Map.Where(point => point.Method == "knowing").Select(point => point.Text.IfNone(""))
        );

        // |R| of 1, 1, 0 and 1, in times 3/4.
        Assert.Equal(
            [(1, 4 / 3.0), (2, 4 / 3.0), (3, 0), (4, 4 / 3.0)],
            findings.Points.Where(point => point.Method == "knowing").Select(point => (point.X, point.Value.Mean))
        );
    }

    [Fact]
    public void Vectors_of_one_class_lie_together_for_who_knows_and_not_for_who_guesses()
    {
        // In one number there is nothing but the sign, and who says the opposite tells the classes apart as well.
        var findings = WordsAndMaps.Experiment.Run(CountedWords.Bench(Sentences)).OrThrow();
        Score Of(string method) => CountedWords.Of(findings, "nearest neighbours", method);
        Assert.Equal(Wilson.Share(30, 30), Of("knowing").Value);
        Assert.InRange(Of("random").Value.Mean, 0.3, 0.8);
        Assert.True(Of("random").LrpMinusIt.Exists(more => more.Low > 0));
        Assert.True(Of("unweighted").LrpMinusIt.IsSome);
    }

    [Fact]
    public void Neighbours_are_counted_as_by_hand()
    {
        ImmutableArray<ImmutableArray<double>> together =
        [
            .. Enumerable.Range(0, 12).Select(at => ImmutableArray.Create(at < 6 ? 1.0 : 0, at < 6 ? 0.0 : 1)),
        ];
        ImmutableArray<int> labels = [.. Enumerable.Range(0, 12).Select(at => at < 6 ? 0 : 1)];
        Assert.Equal(
            Enumerable.Repeat(1.0, 12),
            SentenceVectorsKernel.AreNeighboursRight(together, labels, 3).AsEnumerable()
        );
        ImmutableArray<int> crossed = [.. Enumerable.Range(0, 12).Select(at => at % 2)];
        Assert.True(SentenceVectorsKernel.AreNeighboursRight(together, crossed, 3).Average() < 0.5);
    }

    [Fact]
    public void A_sentence_is_the_weighted_sum_of_its_words_at_length_1()
    {
        var words = Matrix.Of(3, 2, [1, 0, 0, 2, 5, 5]);
        Assert.Equal([0.6, 0.8], SentenceVectorsKernel.WeightedSum(words, [3, 2, 0]).Select(at => Math.Round(at, 12)));
        Assert.Equal([0.0, 0], SentenceVectorsKernel.WeightedSum(words, [0, 0, 0]).AsEnumerable());
    }

    // Along (0.6, 0.8), four times as far as across.
    [Fact]
    public void Principal_components_are_the_longest_directions()
    {
        ImmutableArray<ImmutableArray<double>> vectors =
        [
            [10 + (0.6 * 4), 20 + (0.8 * 4)],
            [10 - (0.6 * 4), 20 - (0.8 * 4)],
            [10 - 0.8, 20 + 0.6],
            [10 + 0.8, 20 - 0.6],
        ];
        Assert.Equal(
            [(4.0, 0.0), (-4, 0), (0, -1), (0, 1)],
            PrincipalComponents
                .Of(vectors)
                .Select(place => (Math.Round(place.First, 9) + 0.0, Math.Round(place.Second, 9) + 0.0))
        );
        Assert.Equal(
            [(-1.0, 0.0), (1, 0)],
            PrincipalComponents
                .Of([
                    [3],
                    [5],
                ])
                .Select(place => (place.First, place.Second))
        );
    }

    [Fact]
    public void Ten_sentences_have_no_ten_others() =>
        Assert.True(WordsAndMaps.Experiment.Run(CountedWords.Bench(Sentences[..10])).IsFail);
}
