using System.Collections.Immutable;
using LanguageExt;
using LrpFunctional.Explanations;
using LrpFunctional.Methods;
using LrpFunctional.Numerics;
using LrpFunctional.Sequences;
using LrpFunctional.Tests.Reference;

namespace LrpFunctional.Tests.Methods;

public sealed class LimsseTests
{
    [Theory]
    [InlineData(Quantity.Score)]
    [InlineData(Quantity.Probability)]
    public void No_word_can_be_moved_to_a_smaller_sum_of_squares(Quantity quantity)
    {
        var network = RandomNetworks.Create(7, 6, 3, 2);
        foreach (var sentence in RandomNetworks.Sentences(8, 1, 2, 9, 15))
        {
            var words = Limsse.With(samples: 40).Explain(network, sentence, Target.Class(2).Of(quantity))[0].Relevances;
            var residues = Limsse
                .Substrings(sentence, samples: 40)
                .Select(one =>
                    (
                        one.Substring,
                        Residue: one.Count
                            * (
                                Value(one.Substring)
                                - words.AsSpan(one.Substring.First, one.Substring.Length).ToArray().Sum()
                            )
                    )
                )
                .ToArray();

            double Value(Substring run)
            {
                var places = Enumerable.Range(run.First, run.Length);
                var scores = network
                    .Predict(
                        Sentence.Of(
                            [.. places.Select(at => sentence.Words[at])],
                            [.. places.Select(at => sentence.Ids[at])],
                            Option<int>.None
                        )
                    )
                    .Scores;
                return quantity == Quantity.Score ? scores[2] : Math.Exp(scores[2]) / scores.Sum(Math.Exp);
            }

            // The derivative of the sum of squares by each word, of all substrings or, of the longer sentences, of 40
            // drawn.
            var slopes = Enumerable
                .Range(0, sentence.Length)
                .Select(word =>
                    residues
                        .Where(one => word >= one.Substring.First && word < one.Substring.First + one.Substring.Length)
                        .Sum(one => one.Residue)
                );
            Close.Absolute(1e-9, new double[sentence.Length], slopes);
        }
    }

    [Theory]
    [MemberData(nameof(RandomNetworks.Kinds), MemberType = typeof(RandomNetworks))]
    public void One_word_has_the_whole_score_in_each_kind_of_network(string kind)
    {
        var network = RandomNetworks.Create(kind);
        var explanation = Limsse.With(samples: 5).Explain(network, RandomNetworks.Sentences(network, 9, 1)[0]);
        Close.Absolute(1e-12, [explanation.Value], explanation.Relevances);
        Assert.All(
            Limsse.Default.Explain(network, RandomNetworks.Sentences(network, 9, 12)[0]).Relevances,
            word => Assert.True(double.IsFinite(word))
        );
    }

    [Fact]
    public void What_is_linear_is_recovered()
    {
        double[] parts = [0.5, -2, 3, 0, 1.25, -0.75];
        ImmutableArray<Substring> runs =
        [
            .. from length in Enumerable.Range(1, 3)
            from first in Enumerable.Range(0, 7 - length)
            select new Substring(first, length),
        ];
        var counts = runs.Select((_, at) => 1 + (at % 4)).ToImmutableArray();
        var values = runs.Select(run => parts.AsSpan(run.First, run.Length).ToArray().Sum()).ToImmutableArray();
        Close.Absolute(1e-12, parts, LeastSquares.OfSubstrings(6, runs, counts, values).Span.ToArray());
    }

    [Fact]
    public void Words_that_cannot_be_told_apart_share_and_those_never_drawn_have_nothing() =>
        Close.Absolute(
            1e-6,
            [1.5, 1.5, 0],
            LeastSquares.OfSubstrings(3, [new Substring(0, 2)], [4], [3.0]).Span.ToArray()
        );

    [Fact]
    public void Each_substring_is_taken_once_where_there_are_no_more_of_them_than_samples()
    {
        var sentence = RandomNetworks.Sentences(10, 9)[0];
        var runs =
            from length in Enumerable.Range(1, 6)
            from first in Enumerable.Range(0, 10 - length)
            select (new Substring(first, length), 1);
        Assert.Equal(9 + 8 + 7 + 6 + 5 + 4, runs.Count());
        Assert.Equal(runs, Limsse.Substrings(sentence, samples: 39));
        Assert.Equal(runs, Limsse.Substrings(sentence, samples: 10_000_000, seed: 7));
        Assert.Equal(38, Limsse.Substrings(sentence, samples: 38).Sum(one => one.Count));
        Assert.Equal(
            (new Substring(0, 1), 1),
            Assert.Single(Limsse.Substrings(RandomNetworks.Sentences(10, 1)[0], samples: 1))
        );
    }

    [Fact]
    public void Substrings_that_are_drawn_are_as_likely_in_length_then_in_start()
    {
        const int Words = 1000;
        var drawn = Limsse.Substrings(RandomNetworks.Sentences(10, Words)[0], samples: 5900);
        Assert.Equal(5900, drawn.Sum(one => one.Count));
        foreach (var ofLength in drawn.GroupBy(one => one.Substring.Length))
            Assert.InRange(ofLength.Sum(one => one.Count), 0.85 * 5900 / 6, 1.15 * 5900 / 6);
        foreach (var third in drawn.GroupBy(one => one.Substring.First * 3 / Words))
            Assert.InRange(third.Sum(one => one.Count), 0.9 * 5900 / 3, 1.1 * 5900 / 3);
        Assert.Equal([1, 2, 3, 4, 5, 6], drawn.Select(one => one.Substring.Length).Distinct().Order());
    }

    [Fact]
    public void Samples_that_cannot_be_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => Limsse.With(samples: 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => Limsse.With(longest: 0));
    }
}
