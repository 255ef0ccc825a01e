using System.Collections.Immutable;
using LanguageExt;
using LrpFunctional.Explanations;
using LrpFunctional.Methods;
using LrpFunctional.Networks;
using LrpFunctional.Passes;
using LrpFunctional.Rules;
using LrpFunctional.Sequences;
using LrpFunctional.Tests.Reference;

namespace LrpFunctional.Tests.Explanations;

public sealed class PipelinesTests
{
    private static readonly RecurrentNetwork Network = RandomNetworks.Create(7, 6, 3, 2);
    private static readonly ImmutableArray<Method> Methods =
    [
        Lrp.With(RuleSet.Epsilon(0.001, 1)),
        Gradient.Sensitivity,
        Gradient.TimesInput,
    ];

    [Fact]
    public void Explanations_come_in_the_order_of_the_sentences_then_methods_then_classes()
    {
        var sentences = RandomNetworks.Sentences(1, 3, 9, 1);
        var explanations = Pipelines.Explain(Methods, Network, sentences, Target.All).ToArray();
        Assert.Equal(sentences, explanations.Select(ofSentence => ofSentence[0].Prediction.Sentence));
        Assert.Equal(
            [("lrp", 0), ("lrp", 1), ("lrp", 2), ("sa", 0), ("sa", 1), ("sa", 2), ("gi", 0), ("gi", 1), ("gi", 2)],
            explanations[0].Select(explanation => (explanation.Method, explanation.Target))
        );
    }

    [Fact]
    public void A_sentence_has_the_same_bits_alone_in_a_batch_and_on_any_number_of_threads()
    {
        var sentences = RandomNetworks.Sentences(2, [.. Enumerable.Range(0, 2500).Select(i => 1 + (i * 7 % 23))]);
        double[][] Numbers(IEnumerable<ImmutableArray<Explanation>> explanations) =>
            [
                .. from ofSentence in explanations
                from explanation in ofSentence
                select (double[])
                    [.. explanation.Prediction.Scores, .. explanation.Relevances, explanation.Leftover.IfNone(0)],
            ];
        foreach (var precision in new[] { Precision.Bits64, Precision.Bits32 })
        {
            var alone = Numbers(
                sentences.SelectMany(sentence =>
                    Pipelines.Explain(Methods, Network, [sentence], Target.All, new(Precision: precision))
                )
            );
            foreach (var threads in new[] { 1, 2, 8, 1000 })
                Assert.Equal(
                    alone,
                    Numbers(Pipelines.Explain(Methods, Network, sentences, Target.All, new(threads, precision)))
                );
        }
    }

    [Fact]
    public void A_stream_is_read_as_far_as_it_is_asked_for()
    {
        var read = 0;
        var endless = Enumerable
            .Range(0, int.MaxValue)
            .Select(_ =>
            {
                read++;
                return RandomNetworks.Sentences(3, 2)[0];
            });
        Assert.Equal(3000, Lrp.Default.Explain(Network, endless, Target.Predicted).Take(3000).Count());
        Assert.InRange(read, 3000, 4096);
    }

    [Fact]
    public void Long_sentences_are_explained_in_smaller_batches()
    {
        var sentences = RandomNetworks.Sentences(4, 9000, 5, 4000);
        Assert.Equal(
            [9000, 5, 4000],
            Lrp.Default.Explain(Network, sentences, Target.Predicted)
                .Select(explanation => explanation.Relevances.Length)
        );
    }

    [Fact]
    public void Targets_are_the_predicted_class_the_label_one_class_or_all()
    {
        var sentence = Sentence.Of(["w1", "w2"], [1, 2], 2);
        var prediction = Network.Predict(sentence);
        Assert.Equal(prediction.Scores.Max(), prediction.Scores[prediction.Class]);
        int[] Explained(Target target) =>
            [.. Lrp.Default.Explain(Network, sentence, target).Select(explanation => explanation.Target.Class)];
        Assert.Equal([prediction.Class], Explained(Target.Predicted));
        Assert.Equal([2], Explained(Target.Label));
        Assert.Equal([1], Explained(Target.Class(1)));
        Assert.Equal([0, 1, 2], Explained(Target.All));
    }

    [Fact]
    public void A_target_that_does_not_exist_is_a_fault_when_checked_and_refused_when_not()
    {
        var unlabelled = Sentence.Of(["w1"], [1], Option<int>.None);
        Assert.Equal("here", Target.Label.Check("here", unlabelled).FailToSeq().Single().Where);
        Assert.True(Target.Label.Check("here", Sentence.Of(["w1"], [1], 0)).IsSuccess);
        foreach (var name in new[] { "3", "-1", "best" })
            Assert.Contains(
                $"\"{name}\"",
                Target.Parse("here", name, 3).FailToSeq().Single().Problem,
                StringComparison.Ordinal
            );
        foreach (var name in new[] { "2", "predicted", "label", "all" })
            Assert.Equal(name, Target.Parse("here", name, 3).OrThrow().Name);
        Assert.Throws<ArgumentException>(() => Lrp.Default.Explain(Network, unlabelled, Target.Label));
        Assert.Throws<ArgumentException>(() => Lrp.Default.Explain(Network, [unlabelled], Target.Label).Count());
        Assert.Throws<ArgumentOutOfRangeException>(() => Lrp.Default.Explain(Network, unlabelled, Target.Class(3)));
        Assert.Throws<ArgumentOutOfRangeException>(() =>
            Lrp.Default.Explain(Network, [unlabelled], Target.Class(3)).Count()
        );
    }

    [Fact]
    public void Only_methods_that_share_out_the_score_have_a_leftover()
    {
        var sentence = RandomNetworks.Sentences(5, 4)[0];
        Assert.True(Methods[0].Explain(Network, sentence).Leftover.IsSome);
        Assert.True(Methods[1].Explain(Network, sentence).Leftover.IsNone);
        Assert.True(Methods[2].Explain(Network, sentence).Leftover.IsNone);
    }

    [Fact]
    public void Explanations_are_equal_when_all_their_parts_are()
    {
        var (sentence, same) = (RandomNetworks.Sentences(7, 4)[0], RandomNetworks.Sentences(7, 4)[0]);
        Assert.Equal(sentence, same);
        Assert.Equal(Lrp.Default.Explain(Network, sentence), Lrp.Default.Explain(Network, same));
        Assert.Equal(
            Lrp.Default.Explain(Network, sentence).GetHashCode(),
            Lrp.Default.Explain(Network, same).GetHashCode()
        );
        Assert.NotEqual(Lrp.Default.Explain(Network, sentence), Methods[0].Explain(Network, sentence));
        Assert.NotEqual(sentence, RandomNetworks.Sentences(8, 4)[0]);
    }

    [Fact]
    public void Features_can_be_had_for_each_class_of_a_target()
    {
        var sentence = RandomNetworks.Sentences(7, 4)[0];
        var all = Lrp.Default.Explain(Network, sentence, Target.All, Featured.Options);
        Assert.Equal(3, all.Length);
        Assert.All(all, explanation => Assert.True(explanation.Features.IsSome));
        Assert.Equal(Lrp.Default.Features(Network, sentence, Target.Class(2)), all[2].FeaturesOrThrow());
        Assert.Equal(Lrp.Default.Explain(Network, sentence, Featured.Options), all[Network.Predict(sentence).Class]);
        Assert.True(Lrp.Default.Explain(Network, sentence).Features.IsNone);
    }

    [Fact]
    public void Fewer_than_one_thread_is_refused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() =>
            Network.Predict(RandomNetworks.Sentences(1, 1), new(Threads: 0))
        );

    [Fact]
    public void The_leftover_of_each_direction_can_be_had_from_the_messages()
    {
        var sentence = RandomNetworks.Sentences(6, 5)[0];
        var rules = RuleSet.Epsilon(0.001, 1);
        var trace = ForwardPass.Run(Network, sentence);
        var directions = Lrp.Relevance(rules, trace, [1]).Recurrent.Single().Directions;
        Assert.Equal(2, directions.Length);
        Close.Relative(
            1e-12,
            [Lrp.With(rules).Explain(Network, sentence, Target.Class(1))[0].Leftover.IfNone(0)],
            [directions.Sum(direction => direction.Leftover[0, 0])]
        );
    }
}
