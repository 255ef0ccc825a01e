using System.Collections.Immutable;
using LanguageExt;
using LrpFunctional.Explanations;
using LrpFunctional.Methods;
using LrpFunctional.Networks;
using LrpFunctional.Numerics;
using LrpFunctional.Passes;
using LrpFunctional.Rules;
using LrpFunctional.Sequences;
using LrpFunctional.Tests.Reference;

namespace LrpFunctional.Tests.Explanations;

/// <summary>The quick way to the words against the steps that one can look at.</summary>
public sealed class SweepTests
{
    [Theory]
    [MemberData(nameof(RandomNetworks.Sizes), MemberType = typeof(RandomNetworks))]
    public void Words_are_what_the_steps_add_up_to(int units, int inputSize, int classes, int directions) =>
        WordsAgree(
            RandomNetworks.Create(units, inputSize, classes, directions),
            RuleSet.Default,
            RuleSet.Epsilon(0.01, 1),
            RuleSet.Epsilon(0, 0)
        );

    [Theory]
    [MemberData(nameof(RandomNetworks.Kinds), MemberType = typeof(RandomNetworks))]
    public void Words_and_features_of_each_kind_of_network_are_what_the_steps_add_up_to(string kind) =>
        WordsAgree(RandomNetworks.Create(kind), RuleSet.Default, RuleSet.Epsilon(0.01, 1));

    [Theory]
    [MemberData(nameof(RandomNetworks.Kinds), MemberType = typeof(RandomNetworks))]
    public void Each_kind_of_network_gives_a_sentence_the_same_bits_alone_in_a_batch_and_on_threads(string kind)
    {
        var network = RandomNetworks.Create(kind);
        var sentences = RandomNetworks.Sentences(
            network,
            14,
            [.. Enumerable.Range(0, 31).Select(i => 1 + (i * 7 % 11))]
        );
        ImmutableArray<Method> methods =
        [
            Lrp.With(RuleSet.Epsilon(0.01, 1)),
            Gradient.Sensitivity,
            Gradient.TimesInput,
        ];
        foreach (var precision in new[] { Precision.Bits64, Precision.Bits32 })
        {
            var alone = sentences
                .SelectMany(sentence =>
                    Pipelines.Explain(methods, network, [sentence], Target.All, new(1, precision, Detail.Features))
                )
                .ToArray();
            foreach (var threads in new[] { 1, 3 })
                Assert.Equal(
                    alone.AsEnumerable(),
                    Pipelines.Explain(
                        methods,
                        network,
                        sentences,
                        Target.All,
                        new(threads, precision, Detail.Features)
                    ),
                    SameParts
                );
        }
    }

    [Fact]
    public void A_method_of_your_own_is_made_of_functions_of_a_trace()
    {
        var network = RandomNetworks.Create(5, 4, 3, 2);
        var sentence = RandomNetworks.Sentences(9, 6)[0];
        var own = Method.Of(
            "own",
            (trace, outputs) =>
                new Attribution(Pool.PerWord(Lrp.Relevance(RuleSet.Default, trace, outputs)), Option<Matrix>.None),
            (trace, outputs) => Pool.PerFeature(Lrp.Relevance(RuleSet.Default, trace, outputs))
        );
        var explanation = own.Explain(network, sentence, Featured.Options);
        Assert.Equal("own", explanation.Method);
        var lrp = Lrp.Default.Explain(network, sentence, Featured.Options);
        Close.Relative(1e-12, lrp.Relevances, explanation.Relevances);
        Close.Relative(1e-12, lrp.FeaturesOrThrow().Span.ToArray(), explanation.FeaturesOrThrow().Span.ToArray());
    }

    [Fact]
    public void A_method_of_your_own_may_speak_of_whole_words_only()
    {
        var own = Method.Of("own", (trace, _) => new Attribution(trace.Inputs.RowSums(), Option<Matrix>.None));
        Assert.False(own.HasFeatures);
        Assert.Throws<NotSupportedException>(() =>
            own.Explain(RandomNetworks.Create(5, 4, 3, 2), RandomNetworks.Sentences(9, 6)[0], Featured.Options)
        );
    }

    [Fact]
    public void Relevance_that_has_all_but_vanished_is_zero_and_not_a_trickle_of_slow_numbers()
    {
        var network = RandomNetworks.Create(8, 4, 2, 1);
        var sentence = RandomNetworks.Sentences(10, 20_000)[0];
        foreach (var method in new[] { Lrp.Default, Gradient.TimesInput })
        {
            var relevances = method.Explain(network, sentence).Relevances;
            Assert.Equal(0, relevances[0]);
            Assert.NotEqual(0, relevances[^1]);
            Assert.DoesNotContain(relevances, double.IsSubnormal);
        }
    }

    private static bool SameParts(ImmutableArray<Explanation> one, ImmutableArray<Explanation> other) =>
        one.SequenceEqual(other);

    private static void WordsAgree(RecurrentNetwork network, params RuleSet[] manyRules)
    {
        var batch = PackedBatch.Of(RandomNetworks.Sentences(network, 8, 1, 13, 5, 5, 2, 9, 1));
        var trace = ForwardPass.Run(network, batch);
        ImmutableArray<Output> targets =
        [
            .. Enumerable.Range(0, batch.Sentences.Length).Select(lane => Output.Of(lane % network.Classes.Length)),
        ];
        foreach (var rules in manyRules)
        {
            var relevance = Lrp.Relevance(rules, trace, targets);
            Agree(
                Lrp.With(rules),
                trace,
                targets,
                Pool.PerWord(relevance),
                Pool.PerFeature(relevance),
                relevance.Leftover
            );
        }

        var gradient = Gradient.Back(trace, targets);
        var slopes = Pool.PerFeature(gradient);
        Agree(
            Gradient.TimesInput,
            trace,
            targets,
            Pool.PerWord(gradient),
            slopes.Times(trace.Inputs),
            Option<Matrix>.None
        );
        Agree(
            Gradient.Sensitivity,
            trace,
            targets,
            slopes.Times(slopes).RowSums(),
            slopes.Times(slopes),
            Option<Matrix>.None
        );
    }

    /// <summary>Words, leftover and features, to a part of the largest of them or of one.</summary>
    private static void Agree(
        Method method,
        Trace trace,
        ImmutableArray<Output> targets,
        Matrix words,
        Matrix features,
        Option<Matrix> leftover
    )
    {
        foreach (var (lane, sentence) in trace.Batch.Sentences.Index())
        {
            var rows = trace.Batch.Packing.RowsOf(lane);
            var explanation = method.Explain(
                trace.Network,
                sentence,
                Target.Class(targets[lane].Class),
                Featured.Options
            )[0];
            Close.Relative(
                1e-12,
                [.. rows.Select(row => words[row, 0]), .. leftover.Map(numbers => numbers[lane, 0]), 1],
                [.. explanation.Relevances, .. explanation.Leftover, 1]
            );
            Close.Relative(
                1e-12,
                [.. rows.SelectMany(row => features.Row(row).ToArray()), 1],
                [.. explanation.FeaturesOrThrow().Span, 1]
            );
            var plain = method.Explain(trace.Network, sentence, Target.Class(targets[lane].Class))[0];
            Assert.Equal(plain, explanation with { Features = Option<Matrix>.None });
        }
    }
}
