using System.Collections.Immutable;
using LrpFunctional.Explanations;
using LrpFunctional.Layers.Readings;
using LrpFunctional.Layers.Recurrent;
using LrpFunctional.Layers.Recurrent.Gru;
using LrpFunctional.Methods;
using LrpFunctional.Networks;
using LrpFunctional.Passes;
using LrpFunctional.Sequences;
using LrpFunctional.Tests.Reference;

namespace LrpFunctional.Tests.Passes;

public sealed class ContextualDecompositionTests
{
    public static TheoryData<string> Supported { get; } = SupportedKinds.Where(IsSupported);

    public static TheoryData<string> Refused { get; } = SupportedKinds.Where(kind => !IsSupported(kind));

    [Theory]
    [MemberData(nameof(RandomNetworks.Sizes), MemberType = typeof(RandomNetworks))]
    public void Phrase_and_rest_add_up_to_every_score(int units, int inputSize, int classes, int directions) =>
        AddsUp(RandomNetworks.Create(units, inputSize, classes, directions), RandomNetworks.Sentences(3, 1, 2, 7));

    [Theory]
    [MemberData(nameof(Supported))]
    public void Phrase_and_rest_add_up_in_each_kind_of_lstm_network(string kind)
    {
        var network = RandomNetworks.Create(kind);
        AddsUp(network, RandomNetworks.Sentences(network, 3, 1, 6, 4));
    }

    [Fact]
    public void Phrase_and_rest_add_up_in_the_default_model() =>
        AddsUp(DefaultModel.Network, DefaultModel.Sentences(12));

    [Theory]
    [InlineData(1, 1, 1)]
    [InlineData(5, 3, 4)]
    [InlineData(9, 8, 2)]
    public void A_small_lstm_is_decomposed_as_the_paper_writes_it(int units, int inputSize, int classes)
    {
        var network = RandomNetworks.Create(units, inputSize, classes, 1);
        var trace = ForwardPass.Run(network, PackedBatch.Of(RandomNetworks.Sentences(5, 6, 1, 4)));
        foreach (var (lane, sentence) in trace.Batch.Sentences.Index())
        {
            foreach (var span in Spans(sentence.Length))
            {
                foreach (var biases in Enum.GetValues<BiasProduct>())
                {
                    var (phrase, rest) = LiteralDecomposition.Of(
                        network,
                        sentence,
                        span.ToHashSet(),
                        t => biases == BiasProduct.Phrase && span.Contains(t) && t < span.Max()
                    );
                    var parts = ContextualDecomposition.Of(trace, lane, biases, span);
                    Close.Absolute(1e-12, phrase, parts.Phrase.Row(0).ToArray());
                    Close.Absolute(1e-12, rest, parts.Rest.Row(0).ToArray());
                }
            }
        }
    }

    [Fact]
    public void A_cell_that_reads_from_the_right_gives_a_phrase_what_one_from_the_left_gives_it_turned_round()
    {
        var weights = RandomNetworks.Weights(5, 4, 3, 1);
        RecurrentNetwork Reading(Direction direction) =>
            RecurrentNetwork
                .Create(
                    "test",
                    RandomNetworks.Vocabulary.Words,
                    "w4",
                    ["0", "1", "2"],
                    weights with
                    {
                        Layers =
                        [
                            new RecurrentWeights(
                                ((RecurrentWeights)weights.Layers[0]).Cells[0] with
                                {
                                    Direction = direction,
                                }
                            ),
                        ],
                    }
                )
                .OrThrow();
        var (forth, back) = (
            Sentence.Of(["", "", "", ""], [1, 2, 3, 0], LanguageExt.Option<int>.None),
            Sentence.Of(["", "", "", ""], [0, 3, 2, 1], LanguageExt.Option<int>.None)
        );
        Close.Absolute(
            1e-13,
            ContextualDecomposition
                .OfPhrase(ForwardPass.Run(Reading(Direction.LeftToRight), forth), 0, 0, 2, BiasProduct.Phrase)
                .Phrase.Row(0)
                .ToArray(),
            ContextualDecomposition
                .OfPhrase(ForwardPass.Run(Reading(Direction.RightToLeft), back), 0, 1, 3, BiasProduct.Phrase)
                .Phrase.Row(0)
                .ToArray()
        );
    }

    [Fact]
    public void Where_the_biases_go_makes_a_difference_to_phrases_and_none_to_words()
    {
        var network = RandomNetworks.Create(7, 5, 3, 2);
        var (rest, phrase) = (Decomposition.Contextual, Decomposition.ContextualWith(BiasProduct.Phrase));
        var sentence = RandomNetworks.Sentences(4, 5)[0];
        var (one, other) = (rest.Explain(network, sentence), phrase.Explain(network, sentence));
        Assert.Equal(("cd", "cd-bias"), (one.Method, other.Method));
        Assert.Equal(one.Relevances.AsEnumerable(), other.Relevances);
        Assert.Equal(rest.OfPhrases(one, new Phrase(2, 2))[0], phrase.OfPhrases(other, new Phrase(2, 2))[0]);
        Assert.NotEqual(rest.OfPhrases(one, new Phrase(1, 3))[0], phrase.OfPhrases(other, new Phrase(1, 3))[0], 1e-6);
    }

    [Fact]
    public void A_span_of_no_words_brings_nothing_about()
    {
        var trace = ForwardPass.Run(RandomNetworks.Create(7, 5, 3, 2), RandomNetworks.Sentences(4, 5)[0]);
        var parts = ContextualDecomposition.Of(trace, 0, ImmutableArray<int>.Empty);
        Close.Absolute(1e-15, [0, 0, 0], parts.Phrase.Row(0).ToArray());
        Close.Absolute(1e-12, trace.Scores.Row(0).ToArray(), parts.Rest.Row(0).ToArray());
    }

    [Fact]
    public void Without_biases_the_whole_sentence_is_the_whole_score()
    {
        var network = RandomNetworks.Create("Lstm without biases");
        var trace = ForwardPass.Run(network, RandomNetworks.Sentences(network, 8, 5)[0]);
        Close.Absolute(
            1e-12,
            trace.Scores.Row(0).ToArray(),
            ContextualDecomposition.OfPhrase(trace, 0, 0, 4).Phrase.Row(0).ToArray()
        );
    }

    [Fact]
    public void A_phrase_is_the_span_of_its_positions()
    {
        var trace = ForwardPass.Run(RandomNetworks.Create(7, 5, 3, 2), RandomNetworks.Sentences(4, 6)[0]);
        Assert.Equal(ContextualDecomposition.Of(trace, 0, [2, 3, 4]), ContextualDecomposition.OfPhrase(trace, 0, 2, 4));
    }

    [Fact]
    public void A_position_outside_the_sentence_is_refused()
    {
        var trace = ForwardPass.Run(RandomNetworks.Create(7, 5, 3, 2), RandomNetworks.Sentences(4, 6)[0]);
        Assert.Throws<ArgumentOutOfRangeException>(() => ContextualDecomposition.Of(trace, 0, [6]));
        Assert.Throws<ArgumentOutOfRangeException>(() => ContextualDecomposition.OfPhrase(trace, 0, -1, 2));
    }

    [Fact]
    public void The_method_cd_gives_each_word_its_own_phrase_score()
    {
        var network = RandomNetworks.Create(7, 5, 3, 2);
        var sentences = RandomNetworks.Sentences(4, 6, 1, 9);
        foreach (var explanation in Decomposition.Contextual.Explain(network, sentences, Target.All))
        {
            var sentence = explanation.Prediction.Sentence;
            var trace = ForwardPass.Run(network, sentence);
            var words = Enumerable
                .Range(0, sentence.Length)
                .Select(t => ContextualDecomposition.Of(trace, 0, [t]).Phrase[0, explanation.Target.Class]);
            Assert.Equal("cd", explanation.Method);
            Assert.True(explanation.Leftover.IsNone);
            Close.Absolute(1e-13, words, explanation.Relevances);
        }
    }

    [Theory]
    [MemberData(nameof(Refused))]
    public void A_part_without_an_equation_is_refused_by_its_name(string kind)
    {
        var network = RandomNetworks.Create(kind);
        var refusal = Assert
            .Throws<NotSupportedException>(() =>
                ContextualDecomposition.OfWords(ForwardPass.Run(network, RandomNetworks.Sentences(network, 3, 4)[0]), 0)
            )
            .Message;
        foreach (var (at, layer) in network.Recurrent.Index())
            Assert.Equal(
                layer.Cells.Any(cell => cell.Cell is GruCell),
                refusal.Contains($"layer {at}: a GRU cell", StringComparison.Ordinal)
            );
        Assert.Equal(network.Head.Reading == Reading.Max, refusal.Contains("reading: max", StringComparison.Ordinal));
        Assert.Equal(
            network.Head.Reading == Reading.Attention,
            refusal.Contains("reading: attention", StringComparison.Ordinal)
        );
    }

    private static bool IsSupported(NetworkKind kind) =>
        kind.Layers.All(cells => cells.All(cell => cell.Kind == CellKind.Lstm))
        && kind.Reading is not (Reading.Max or Reading.Attention);

    private static void AddsUp(RecurrentNetwork network, ImmutableArray<Sentence> sentences)
    {
        var trace = ForwardPass.Run(network, PackedBatch.Of(sentences));
        foreach (var (lane, sentence) in trace.Batch.Sentences.Index())
        {
            var spans = Spans(sentence.Length);
            foreach (
                var parts in Enum.GetValues<BiasProduct>()
                    .Select(biases => ContextualDecomposition.Of(trace, lane, biases, spans))
            )
            foreach (var at in Enumerable.Range(0, spans.Length))
                Close.Absolute(
                    1e-9,
                    trace.Scores.Row(lane).ToArray(),
                    parts.Phrase.Row(at).ToArray().Zip(parts.Rest.Row(at).ToArray(), (phrase, rest) => phrase + rest)
                );
        }
    }

    private static ImmutableArray<ImmutableArray<int>> Spans(int length) =>
        [
            [],
            .. Enumerable.Range(0, length).Select(t => ImmutableArray.Create(t)),
            [.. Enumerable.Range(0, (length + 1) / 2)],
            [.. Enumerable.Range(0, length).Where(t => t % 2 == 0)],
            [.. Enumerable.Range(0, length)],
        ];
}
