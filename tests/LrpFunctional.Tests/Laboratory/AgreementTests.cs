using System.Collections.Immutable;
using LanguageExt;
using LrpFunctional.Explanations;
using LrpFunctional.Laboratory;
using LrpFunctional.Methods;
using LrpFunctional.Tests.Reference;

namespace LrpFunctional.Tests.Laboratory;

/// <summary>How far explanations agree.</summary>
public sealed class AgreementTests
{
    private static readonly Explanation Any = Lrp.Default.Explain(
        RandomNetworks.Create(4, 3, 2, 1),
        RandomNetworks.Sentences(1, 3)[0]
    );

    public static TheoryData<double[], double[], double> ByHand { get; } =
        new()
        {
            // Ranks 1 2 3 4 and 2 1 4 3: 1 − 6 Σ d² / (n (n² − 1)) = 1 − 24 / 60.
            { [-1, 0, 0.5, 9], [0, -3, 8, 7], 0.6 },
            // Ranks 1 2.5 2.5 4 and 1 2 3 4: covariance 4.5, variances 4.5 and 5.
            { [0, 5, 5, 7], [1, 2, 3, 4], 4.5 / Math.Sqrt(4.5 * 5) },
            // Ranks 2 2 2 4 and 3.5 1.5 1.5 3.5: covariance 2, variances 3 and 4.
            { [1, 1, 1, 2], [8, -8, -8, 8], 2 / Math.Sqrt(3 * 4) },
        };

    [Theory]
    [MemberData(nameof(ByHand))]
    public void Rank_correlation_is_what_one_finds_by_hand_with_ties_sharing_the_mean_of_their_ranks(
        double[] one,
        double[] other,
        double expected
    )
    {
        Assert.Equal(expected, Of(one, other).IfNone(double.NaN), 1e-12);
        Assert.Equal(expected, Of(other, one).IfNone(double.NaN), 1e-12);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(7)]
    [InlineData(100)]
    public void Rank_correlation_is_that_of_the_literal_ranks(int words)
    {
        var random = new Random(words);
        double[] Numbers() => [.. Enumerable.Range(0, words).Select(at => at == 0 ? -1.0 : random.Next(words / 2 + 1))];
        var (one, other) = (Numbers(), Numbers());
        Assert.Equal(LiteralSpearman(one, other), Of(one, other).IfNone(double.NaN), 1e-12);
        Assert.Equal(1, Of(one, [.. one.Select(Math.Exp)]).IfNone(double.NaN), 1e-12);
        Assert.Equal(-1, Of(one, [.. one.Select(number => -number)]).IfNone(double.NaN), 1e-12);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(10)]
    [InlineData(49)]
    public void Rank_correlation_is_undefined_where_all_words_have_the_same_number(int words)
    {
        double[] rising = [.. Enumerable.Range(0, words).Select(at => 0.1 * at)];
        Assert.True(Of(rising, [.. Enumerable.Repeat(0.3, words)]).IsNone);
        Assert.True(Of([.. Enumerable.Repeat(-7e-300, words)], rising).IsNone);
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void Rank_correlation_is_undefined_with_what_is_no_finite_number(double number) =>
        Assert.True(Of([1, number, 3], [1, 2, 3]).IsNone);

    [Fact]
    public void The_top_word_is_the_first_with_the_largest_number()
    {
        Assert.True(Agreement.Of(With(-3, 2, 2, 1), With(-9, 0, -1, -1)).IsSameTopWord);
        Assert.False(Agreement.Of(With(-3, 2, 2, 1), With(0, -1, 5, 1)).IsSameTopWord);
    }

    [Fact]
    public void Explanations_of_different_sentences_have_no_agreement() =>
        Assert.Throws<ArgumentException>(() => Agreement.Of(With(1, 2), With(1, 2, 3)));

    [Fact]
    public void A_mean_counts_ranks_only_where_they_are_defined()
    {
        var mean = new[]
        {
            Agreement.Of(With(1, 2), With(1, 2)),
            Agreement.Of(With(2, 1), With(1, 2)),
            Agreement.Of(With(1), With(1)),
            Agreement.Of(With(1, 2, 3), With(0, 2, 3)),
        }.Aggregate(MeanAgreement.None, (sum, agreement) => sum.Add(agreement));
        Assert.Equal((4, 3, 3), (mean.Explanations, mean.Ranked, mean.SameTopWords));
        Assert.Equal(1 / 3.0, mean.RankCorrelation.IfNone(double.NaN), 1e-12);
        Assert.Equal(0.75, mean.SameTopWord);
        Assert.True(MeanAgreement.None.RankCorrelation.IsNone && MeanAgreement.None.SameTopWord.IsNone);
    }

    [Fact]
    public void Methods_are_compared_sentence_by_sentence_and_class_by_class()
    {
        var network = RandomNetworks.Create(5, 4, 3, 2);
        var sentences = RandomNetworks.Sentences(2, 6, 1, 9, 4);
        ImmutableArray<Method> methods = [Lrp.Default, Gradient.TimesInput, Lrp.Default, Gradient.Sensitivity];
        var agreements = Pipelines
            .Explain(methods, network, sentences, Target.All)
            .Aggregate(AgreementTable.Among(4), (sum, ofSentence) => sum.Add(ofSentence));
        var literal =
            from sentence in sentences
            from index in Enumerable.Range(0, 3)
            select Agreement.Of(
                Gradient.TimesInput.Explain(network, sentence, Target.Class(index))[0],
                Gradient.Sensitivity.Explain(network, sentence, Target.Class(index))[0]
            );
        Assert.Equal(literal.Aggregate(MeanAgreement.None, (sum, agreement) => sum.Add(agreement)), agreements[1, 3]);
        Assert.Equal(agreements[1, 3], agreements[3, 1]);
        Assert.Equal(agreements[1, 0].Add(agreements[1, 3]), agreements.With(1, [0, 1, 3]));

        // A method agrees with itself, wherever it stands in the list; the sentence of one word has no ranks.
        Assert.Equal(
            (12, 9, 12),
            (agreements[0, 2].Explanations, agreements[0, 2].Ranked, agreements[0, 2].SameTopWords)
        );
        Assert.Equal(1, agreements[0, 2].RankCorrelation.IfNone(double.NaN), 1e-12);
        Assert.Equal(agreements[0, 0], agreements[2, 0]);
    }

    [Fact]
    public void As_many_explanations_by_each_method_are_expected()
    {
        Assert.Throws<ArgumentException>(() => AgreementTable.Among(2).Add([With(1), With(1), With(1)]));
        Assert.Throws<ArgumentException>(() => AgreementTable.Among(2).Add([]));
    }

    private static Explanation With(params ImmutableArray<double> relevances) => Any with { Relevances = relevances };

    private static Option<double> Of(double[] one, double[] other) =>
        Agreement.Of(With([.. one]), With([.. other])).RankCorrelation;

    // The rank is the number of smaller ones, and half of the equal ones.
    private static double LiteralSpearman(double[] one, double[] other)
    {
        static double[] Ranks(double[] numbers) =>
            [
                .. numbers.Select(number =>
                    numbers.Count(lower => lower < number) + (numbers.Count(equal => equal == number) / 2.0)
                ),
            ];
        static double Covariance(double[] a, double[] b) =>
            a.Zip(b, (x, y) => (x - a.Average()) * (y - b.Average())).Sum();
        var (ranks, others) = (Ranks(one), Ranks(other));
        return Covariance(ranks, others) / Math.Sqrt(Covariance(ranks, ranks) * Covariance(others, others));
    }
}
