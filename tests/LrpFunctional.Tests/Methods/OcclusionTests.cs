using System.Collections.Immutable;
using LanguageExt;
using LrpFunctional.Explanations;
using LrpFunctional.Methods;
using LrpFunctional.Networks;
using LrpFunctional.Numerics;
using LrpFunctional.Sequences;
using LrpFunctional.Tests.Reference;

namespace LrpFunctional.Tests.Methods;

public sealed class OcclusionTests
{
    private static readonly RecurrentNetwork Network = RandomNetworks.Create(7, 6, 3, 2);

    [Theory]
    [MemberData(nameof(RandomNetworks.Kinds), MemberType = typeof(RandomNetworks))]
    public void Leave_one_out_is_the_score_less_that_of_the_sentence_with_zeros_for_a_word(string kind)
    {
        var network = RandomNetworks.Create(kind);
        foreach (var sentence in RandomNetworks.Sentences(network, 3, 1, 6))
        {
            var target = network.Classes.Length - 1;
            var found = Occlusion.Default.Explain(network, sentence, Target.Class(target))[0];
            var expected = Enumerable
                .Range(0, sentence.Length)
                .Select(word => Score(network, sentence, target) - Score(network, Zeroed(sentence, word), target));
            Close.Absolute(1e-12, expected, found.Relevances);
            Assert.True(found.Leftover.IsNone);
        }
    }

    [Theory]
    [InlineData(3)]
    [InlineData(7)]
    public void A_word_has_the_mean_of_the_windows_that_cover_it_cut_off_at_the_ends(int window)
    {
        var sentence = RandomNetworks.Sentences(4, 5)[0];
        double Loss(int first) =>
            Score(Network, sentence, 1)
            - Score(
                Network,
                Zeroed(sentence, [.. Enumerable.Range(first, window).Where(word => word is >= 0 and < 5)]),
                1
            );
        var expected = Enumerable
            .Range(0, 5)
            .Select(word => Enumerable.Range(word - window + 1, window).Sum(Loss) / window);
        Close.Absolute(
            1e-12,
            expected,
            Occlusion.With(window).Explain(Network, sentence, Target.Class(1))[0].Relevances
        );
    }

    [Fact]
    public void Removal_closes_the_sentence_and_zeros_it_where_no_word_is_left()
    {
        var sentence = Sentence.Of(["w3", "w5", "w2"], [3, 5, 2], Option<int>.None);
        double Loss(params int[] left) =>
            Score(Network, sentence, 0)
            - Score(Network, Sentence.Of([.. left.Select(id => $"w{id}")], [.. left], Option<int>.None), 0);
        Close.Absolute(
            1e-12,
            [Loss(5, 2), Loss(3, 2), Loss(3, 5)],
            Occlusion.With(erasure: Erasure.Removal).Explain(Network, sentence, Target.Class(0))[0].Relevances
        );

        // Windows of three: the first alone, two, all, the last two, the last.
        ImmutableArray<double> losses = [Loss(5, 2), Loss(2), Loss(-1, -1, -1), Loss(3), Loss(3, 5)];
        Close.Absolute(
            1e-12,
            Enumerable.Range(0, 3).Select(word => losses[word..(word + 3)].Average()),
            Occlusion.With(3, Erasure.Removal).Explain(Network, sentence, Target.Class(0))[0].Relevances
        );
    }

    [Fact]
    public void The_unknown_word_can_take_a_words_place_where_there_is_one()
    {
        var network = WithUnknownWord();
        var sentence = Sentence.Of(["w3", "w5"], [3, 5], Option<int>.None);
        double Loss(params int[] ids) =>
            Score(network, sentence, 0) - Score(network, Sentence.Of(["a", "b"], [.. ids], Option<int>.None), 0);
        var method = Occlusion.With(erasure: Erasure.Unknown);
        Close.Absolute(
            1e-12,
            [Loss(4, 5), Loss(3, 4)],
            method.Explain(network, sentence, Target.Class(0))[0].Relevances
        );
        Assert.Contains(
            "unknown word",
            Assert.Throws<NotSupportedException>(() => method.Explain(Network, sentence)).Message,
            StringComparison.Ordinal
        );

        // The same words as numbers.
        var numbers = Sentence.Of(
            Matrix.Of(2, 6, [.. network.Embedding.Row(3), .. network.Embedding.Row(5)]),
            Option<int>.None
        );
        Close.Absolute(
            1e-12,
            method.Explain(network, sentence).Relevances,
            method.Explain(network, numbers).Relevances
        );
    }

    [Fact]
    public void A_probability_can_be_explained_in_place_of_the_score()
    {
        var sentence = RandomNetworks.Sentences(5, 4)[0];
        double Probability(Sentence changed)
        {
            var scores = Network.Predict(changed).Scores;
            return Math.Exp(scores[2]) / scores.Sum(Math.Exp);
        }

        Close.Absolute(
            1e-12,
            Enumerable.Range(0, 4).Select(word => Probability(sentence) - Probability(Zeroed(sentence, word))),
            Occlusion.Default.Explain(Network, sentence, Target.Class(2).Of(Quantity.Probability))[0].Relevances
        );
    }

    [Fact]
    public void Names_say_the_window_and_what_is_not_usual()
    {
        Assert.Equal("occlusion", Occlusion.Default.Name);
        Assert.Equal("occlusion-7", Occlusion.With(7).Name);
        Assert.Equal("occlusion-3-removal", Occlusion.With(3, Erasure.Removal).Name);
    }

    [Fact]
    public void Whole_words_have_no_features_and_a_window_has_a_word()
    {
        var method = Occlusion.Default;
        Assert.False(method.HasFeatures);
        Assert.Contains(
            "occlusion",
            Assert
                .Throws<NotSupportedException>(() =>
                    method.Explain(Network, RandomNetworks.Sentences(5, 4)[0], Featured.Options)
                )
                .Message,
            StringComparison.Ordinal
        );
        Assert.Throws<ArgumentOutOfRangeException>(() => Occlusion.With(0));
    }

    private static double Score(RecurrentNetwork network, Sentence sentence, int target) =>
        network.Predict(sentence).Scores[target];

    private static Sentence Zeroed(Sentence sentence, params int[] words) =>
        sentence.Numbers.Match(
            numbers =>
                Sentence.Of(
                    Matrix.Of(
                        numbers.Rows,
                        numbers.Columns,
                        [
                            .. numbers
                                .Span.ToArray()
                                .Select((number, at) => words.Contains(at / numbers.Columns) ? 0 : number),
                        ]
                    ),
                    Option<int>.None
                ),
            () =>
                Sentence.Of(
                    sentence.Words,
                    [.. sentence.Ids.Select((id, at) => words.Contains(at) ? Sentence.ZeroId : id)],
                    Option<int>.None
                )
        );

    /// <summary>The network with its fifth word standing for unknown ones.</summary>
    private static RecurrentNetwork WithUnknownWord() =>
        RecurrentNetwork
            .Create("test", RandomNetworks.Vocabulary.Words, "w4", ["0", "1", "2"], RandomNetworks.Weights(7, 6, 3, 2))
            .OrThrow();
}
