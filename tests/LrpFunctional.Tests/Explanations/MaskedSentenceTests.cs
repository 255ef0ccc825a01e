using System.Collections.Immutable;
using LanguageExt;
using LrpFunctional.Explanations;
using LrpFunctional.Laboratory;
using LrpFunctional.Layers.Readings;
using LrpFunctional.Methods;
using LrpFunctional.Networks;
using LrpFunctional.Numerics;
using LrpFunctional.Passes;
using LrpFunctional.Rules;
using LrpFunctional.Sequences;
using LrpFunctional.Tests.Reference;

namespace LrpFunctional.Tests.Explanations;

/// <summary>
/// A network that skips steps says of a sentence what it says of the sentence without them, and nothing of the steps.
/// </summary>
public sealed class MaskedSentenceTests
{
    private static readonly ChainWeights Weights = RandomNetworks.Weights(7, 6, 3, 2);
    private static readonly RecurrentNetwork Network = RandomNetworks.Build(Weights with { Mask = Mask.OfId(0) });
    private static readonly RecurrentNetwork Unmasked = RandomNetworks.Build(Weights);

    // Masked in front, inside, at the end, everywhere but at one step, and nowhere.
    private static readonly ImmutableArray<Sentence> Sentences =
    [
        Of(0, 0, 3, 1),
        Of(2, 0, 0, 5, 1, 0),
        Of(4, 1, 0, 0, 0),
        Of(0, 2, 0),
        Of(3, 3, 1, 5),
    ];

    public static TheoryData<string> Kinds { get; } =
    [
        .. NetworkKinds
            .All.Where(kind => kind.Value.Reading is Reading.LastState or Reading.Mean)
            .Select(kind => kind.Key)
            .Order(StringComparer.Ordinal),
    ];

    public static TheoryData<string> Methods { get; } = [.. OfferedMethods.All.Select(method => method.Name)];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Each_kind_of_network_gives_the_scores_of_one_that_meets_masked_steps_and_keeps_its_states(string kind)
    {
        var weights = NetworkKinds.All[kind].Weights();
        var (network, random) = (
            RandomNetworks.Build(
                weights with
                {
                    Mask = weights.Embedding.Values.Rows > 0 ? Mask.OfId(0) : Mask.OfValue(0.25),
                }
            ),
            new Random(3)
        );
        for (var sample = 0; sample < 12; sample++)
        {
            bool[] masked =
            [
                .. Enumerable.Range(0, 1 + random.Next(7)).Select(_ => random.Next(3) == 0),
                false,
                .. Enumerable.Range(0, random.Next(3)).Select(_ => true),
            ];
            var sentence = Masking(network, RandomNetworks.Sentences(network, sample, masked.Length)[0], masked);
            var expected = LiteralMask.Scores(network, sentence, masked);
            Close.Absolute(1e-12, expected, network.Predict(sentence).Scores);
            Assert.Equal(sentence, network.Predict(sentence).Sentence);
        }
    }

    [Theory]
    [MemberData(nameof(Methods))]
    public void Each_method_gives_the_words_read_the_bits_that_it_gives_them_without_the_others(string name)
    {
        var method = OfferedMethods.All.Single(candidate => candidate.Name == name);
        var detail = method.HasFeatures ? Detail.Features : Detail.Words;
        foreach (
            var options in new ExplainOptions[] { new(1, Precision.Bits64, detail), new(3, Precision.Bits32, detail) }
        )
        {
            var found = method.Explain(Network, Sentences, Target.All, options).Chunk(3).ToArray();
            var expected = method.Explain(Unmasked, Sentences.Select(Cut), Target.All, options).Chunk(3).ToArray();
            foreach (var (sentence, (masked, cut)) in Sentences.Zip(found.Zip(expected)))
                Assert.All(masked, (explanation, at) => IsOver(sentence, explanation, cut[at]));
        }
    }

    [Fact]
    public void Features_lie_at_the_words_read()
    {
        var (found, cut) = (
            Lrp.Default.Features(Network, Sentences[1], Target.Predicted),
            Lrp.Default.Features(Unmasked, Cut(Sentences[1]), Target.Predicted)
        );
        Assert.Equal(Spread(Sentences[1], cut), found);
    }

    [Fact]
    public void Steps_whose_numbers_are_all_the_masked_value_are_skipped_be_they_numbers_or_word_vectors()
    {
        var weights = NetworkKinds.All["Lstm of numbers, layers: 1"].Weights();
        var network = RandomNetworks.Build(weights with { Mask = Mask.OfValue(0.1) });
        double[] Row(params double[] ends) =>
            [.. Enumerable.Repeat((double)0.1f, network.InputSize - ends.Length), .. ends];
        var numbers = Sentence.Of(
            Matrix.Of(3, network.InputSize, [.. Row(), .. Row(0.2), .. Row(0.1)]),
            Option<int>.None
        );
        Assert.Equal([1], network.StepsRead(numbers).AsEnumerable());
        var words = RandomNetworks.Build(Weights with { Mask = Mask.OfValue(0) });
        Assert.Equal([0, 2], words.StepsRead(Of(1, Sentence.ZeroId, 0)).AsEnumerable());
    }

    [Fact]
    public void A_step_of_a_ledger_is_that_of_the_whole_sentence()
    {
        var ledger = Lrp.WithLedger(RuleSet.Default)
            .Explain(Network, Sentences[1])
            .Ledger.IfNone(() => throw new InvalidOperationException());
        int[] Steps(Direction direction) =>
            [.. ledger.Entries.Where(entry => entry.Direction == direction).Select(entry => entry.Step.IfNone(-1))];
        Assert.Equal([4, 3, 0], Steps(Direction.LeftToRight));
        Assert.Equal([5, 2, 1], Steps(Direction.RightToLeft));
        Assert.True(ledger.Closes(1e-12));
    }

    [Fact]
    public void A_prefix_is_a_sentence_of_its_own_and_there_is_none_before_the_first_word_read()
    {
        ImmutableArray<Method> methods = [Lrp.Default, Gradient.TimesInput];
        var found = Prefixes.Explain(methods, Network, Sentences, Target.Predicted, Featured.Options).ToArray();
        Assert.Equal(
            from sentence in Sentences.Select((sentence, place) => (Sentence: sentence, Place: place))
            from length in Enumerable.Range(1, sentence.Sentence.Length)
            where sentence.Sentence.Prefix(length).Ids.Any(id => id != 0)
            select (sentence.Place, length),
            found.Select(prefix => (prefix.Place, prefix.Length))
        );
        foreach (var prefix in found)
        {
            var whole = Sentences[prefix.Place];
            Assert.Equal(whole, prefix.Whole);
            Assert.Equal(
                Pipelines
                    .Explain(methods, Network, [whole.Prefix(prefix.Length)], Target.Predicted, Featured.Options)
                    .Single()
                    .AsEnumerable(),
                prefix.Explanations
            );
        }
    }

    [Fact]
    public void Streams_longer_than_a_window_keep_their_places()
    {
        var network = RandomNetworks.Build(RandomNetworks.Weights(1, 1, 2, 1) with { Mask = Mask.OfId(0) });
        var sentences = Enumerable.Range(0, 1100).Select(at => Of(0, 1 + (at % 5))).ToImmutableArray();
        var prefixes = Prefixes.Explain([Lrp.Default], network, sentences, Target.Predicted).ToArray();
        Assert.Equal(Enumerable.Range(0, 1100), prefixes.Select(prefix => prefix.Place));
        Assert.Equal(sentences, prefixes.Select(prefix => prefix.Whole));
        Assert.Equal(sentences, network.Predict(sentences, new(Threads: 2)).Select(prediction => prediction.Sentence));
    }

    [Fact]
    public void A_phrase_has_what_its_words_that_are_read_have()
    {
        ImmutableArray<Phrase> phrases = [new(0, 2), new(1, 2), new(2, 4), new(0, 5)];
        ImmutableArray<Phrase> read = [new(0, 0), new(1, 2), new(0, 2)];
        var found = Decomposition.Contextual.OfPhrases(
            Decomposition.Contextual.Explain(Network, Sentences[1]),
            phrases
        );
        var cut = Decomposition.Contextual.OfPhrases(
            Decomposition.Contextual.Explain(Unmasked, Cut(Sentences[1])),
            read
        );
        Assert.Equal([cut[0], 0, cut[1], cut[2]], found.AsEnumerable());
    }

    [Fact]
    public void A_trace_holds_what_was_read()
    {
        var trace = ForwardPass.Run(Network, PackedBatch.Of(Sentences));
        Assert.Equal(Sentences.Select(Cut), trace.Batch.InGivenOrder(trace.Batch.Sentences));
        var scores = trace.Batch.InGivenOrder([
            .. Enumerable.Range(0, Sentences.Length).Select(lane => trace.Scores.Row(lane).ToArray()),
        ]);
        Assert.Equal(Network.Predict(Sentences).Select(prediction => prediction.Scores.ToArray()), scores);
    }

    [Fact]
    public void Methods_agree_over_what_is_read()
    {
        var (lrp, gradient) = (
            Lrp.Default.Explain(Network, Sentences[1]),
            Gradient.TimesInput.Explain(Network, Sentences[1])
        );
        var (cutLrp, cutGradient) = (
            Lrp.Default.Explain(Unmasked, Cut(Sentences[1])),
            Gradient.TimesInput.Explain(Unmasked, Cut(Sentences[1]))
        );
        Assert.Equal(Agreement.Of(cutLrp, cutGradient), Agreement.Of(lrp, gradient));
    }

    [Fact]
    public void A_sentence_of_masked_steps_only_cannot_be_read()
    {
        Assert.Empty(Network.StepsRead(Of(0, 0)));
        Assert.Throws<ArgumentException>(() => Network.Predict(Of(0, 0)));
        Assert.Throws<ArgumentException>(() => Lrp.Default.Explain(Network, Of(0)));
    }

    [Fact]
    public void A_mask_is_part_of_the_network()
    {
        Assert.NotEqual(Unmasked.Hash, Network.Hash);
        Assert.NotEqual(RandomNetworks.Build(Weights with { Mask = Mask.OfId(1) }).Hash, Network.Hash);
        Assert.Equal(Network.Hash, Lrp.Default.Explain(Network, Sentences[0]).Provenance.ModelHash);
        Assert.Equal(Network.GetHashCode(), Network.GetHashCode());
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(100)]
    public void A_mask_of_an_id_that_there_is_not_is_a_fault(int id) =>
        Assert.Throws<FaultException>(() => RandomNetworks.Build(Weights with { Mask = Mask.OfId(id) }));

    private static Sentence Of(params ImmutableArray<int> ids) =>
        Sentence.Of([.. ids.Select(id => $"w{id}")], ids, Option<int>.None);

    private static Sentence Cut(Sentence sentence) => Of([.. sentence.Ids.Where(id => id != 0)]);

    private static Sentence Masking(RecurrentNetwork network, Sentence sentence, bool[] masked) =>
        sentence.Numbers.Match(
            numbers =>
                Sentence.Of(
                    Matrix.Of(
                        numbers.Rows,
                        numbers.Columns,
                        [
                            .. Enumerable
                                .Range(0, numbers.Rows)
                                .SelectMany(step =>
                                    masked[step]
                                        ? Enumerable.Repeat(0.25, numbers.Columns)
                                        : numbers.Row(step).ToArray()
                                ),
                        ]
                    ),
                    Option<int>.None
                ),
            () =>
                Of([
                    .. sentence.Ids.Select(
                        (id, step) =>
                            masked[step] ? 0
                            : id == 0 ? network.Embedding.Rows - 1
                            : id
                    ),
                ])
        );

    private static void IsOver(Sentence sentence, Explanation masked, Explanation cut)
    {
        Assert.Equal(sentence, masked.Prediction.Sentence);
        Assert.Equal(cut.Prediction.Scores.AsEnumerable(), masked.Prediction.Scores);
        Assert.Equal(
            Spread(sentence, Matrix.Of(cut.Relevances.Length, 1, cut.Relevances)),
            Matrix.Of(sentence.Length, 1, masked.Relevances)
        );
        Assert.Equal(cut.Features.Map(features => Spread(sentence, features)), masked.Features);
        Assert.Equal(cut.Leftover, masked.Leftover);
    }

    private static Matrix Spread(Sentence sentence, Matrix read) =>
        Matrix.Of(
            sentence.Length,
            read.Columns,
            [
                .. sentence.Ids.SelectMany(
                    (id, step) =>
                        id == 0
                            ? new double[read.Columns]
                            : read.Row(sentence.Ids.Take(step).Count(before => before != 0)).ToArray()
                ),
            ]
        );
}
