using LrpFunctional.Explanations;
using LrpFunctional.Layers.Joins;
using LrpFunctional.Layers.Pointwise;
using LrpFunctional.Layers.Readings;
using LrpFunctional.Layers.Windows;
using LrpFunctional.Methods;
using LrpFunctional.Networks;
using LrpFunctional.Passes;
using LrpFunctional.Rules;
using LrpFunctional.Sequences;
using LrpFunctional.Tests.Reference;
using static LrpFunctional.Tests.Reference.SmallLayers;

namespace LrpFunctional.Tests.Layers.Windows;

/// <summary>Networks with windows in them are explained as others are.</summary>
public sealed class WindowNetworksTests
{
    public static TheoryData<string> Networks { get; } = [.. WindowNetworks.All.Keys.Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Networks))]
    public void Gradients_are_those_of_central_differences(string name)
    {
        var (network, sentences) = Given(name);
        Differences.Agree(network, sentences[1]);
    }

    [Theory]
    [MemberData(nameof(Networks))]
    public void Relevance_is_conserved_and_ledgers_close_by_every_rule(string name)
    {
        var (network, sentences) = Given(name);
        foreach (var explanation in Lrp.With(RuleSet.Epsilon(0.001, 1)).Explain(network, sentences, Target.All))
            Close.Absolute(1e-9, [explanation.Value], [explanation.Total]);
        foreach (var rules in OfferedRuleSets.Offered)
        {
            var trace = ForwardPass.Run(network, PackedBatch.Of([.. sentences]));
            var relevance = Lrp.Relevance(rules, trace, [.. sentences.Select(_ => (Output)1)]);
            Assert.All(relevance.Ledgers, ledger => Assert.True(ledger.Closes(1e-9), rules.Name));
        }
    }

    [Theory]
    [MemberData(nameof(Networks))]
    public void The_quick_way_gives_what_the_steps_give(string name)
    {
        var (network, sentences) = Given(name);
        var trace = ForwardPass.Run(network, sentences[1]);
        foreach (var options in new[] { ExplainOptions.Default, Featured.Options })
        {
            var quick = Lrp.Default.Explain(network, sentences[1], options);
            var messages = Lrp.Relevance(RuleSet.Default, trace, [quick.Target]);
            Close.Absolute(1e-12, messages.Words.Span.ToArray(), quick.Relevances);
            Close.Absolute(1e-12, messages.Leftover.Span.ToArray(), [.. quick.Leftover.ToSeq()]);
        }

        var times = Gradient.TimesInput.Explain(network, sentences[1]);
        Close.Absolute(1e-12, Gradient.Back(trace, [times.Target]).TimesInputs.Span.ToArray(), times.Relevances);
    }

    [Theory]
    [MemberData(nameof(Networks))]
    public void Decompositions_add_up_to_the_score_or_name_what_has_none(string name)
    {
        var (network, sentences) = Given(name);
        var trace = ForwardPass.Run(network, sentences[1]);
        if (network.Layers.Any(layer => layer is PoolingLayer { Pooling: Pooling.Max }))
        {
            Action[] refused =
            [
                () => ContextualDecomposition.OfPhrase(trace, 0, 1, 2),
                () => DeepLift.Default.Explain(network, sentences[1]),
            ];
            Assert.All(
                refused,
                explain =>
                    Assert.Contains(
                        "layer 1: max pooling",
                        Assert.Throws<NotSupportedException>(explain).Message,
                        StringComparison.Ordinal
                    )
            );
            return;
        }

        var deepLift = DeepLift.Default.Explain(network, sentences[1]);
        Close.Absolute(1e-9, [deepLift.Value], [deepLift.Total]);
        foreach (var biases in Enum.GetValues<BiasProduct>())
        {
            var parts = ContextualDecomposition.OfPhrase(trace, 0, 1, 2, biases);
            Close.Absolute(1e-9, trace.Scores.Span.ToArray(), (parts.Phrase + parts.Rest).Span.ToArray());
        }
    }

    [Theory]
    [MemberData(nameof(Networks))]
    public void Batches_and_prefixes_have_the_bits_of_sentences_alone(string name)
    {
        var (network, sentences) = Given(name);
        foreach (var method in new[] { Lrp.Default, Gradient.Sensitivity })
        {
            var together = method.Explain(network, sentences, Target.Predicted).ToArray();
            foreach (var (sentence, explanation) in sentences.Zip(together))
                Assert.Equal<double>(method.Explain(network, sentence).Relevances, explanation.Relevances);
            if (sentences.All(sentence => sentence.Length > 1))
                continue;
            var prefixes = Prefixes.Explain([method], network, [sentences[1]], Target.Predicted).ToArray();
            Assert.Equal(sentences[1].Length, prefixes.Length);
            foreach (var prefix in prefixes)
                Assert.Equal<double>(
                    method.Explain(network, sentences[1].Prefix(prefix.Length)).Relevances,
                    prefix.Explanations[0].Relevances
                );
        }
    }

    [Fact]
    public void A_causal_convolution_leaves_an_LSTM_above_it_to_be_cut_to_prefixes()
    {
        bool Reads(WindowAxis axis) =>
            Build(
                NetworkWeights.Chain(
                    Numbers,
                    WindowNetworks.Convolution(axis, 3, Activation.None),
                    WindowNetworks.Lstm(3, 2),
                    new ReadingWeights(Reading.LastState),
                    Dense(3, 2, 2)
                )
            )
                .Composition.ReadsCausally(1);
        var causal = WindowNetworks.Causal(3);
        Assert.True(Reads(causal));
        Assert.True(Reads(new WindowAxis(3) { Padding = new WindowPadding.Explicit(2, 0) }));
        Assert.True(Reads(new WindowAxis(1)));
        Assert.False(Reads(causal with { Stride = 2 }));
        Assert.False(Reads(new WindowAxis(3) { Padding = new WindowPadding.Same() }));
        Assert.False(Reads(new WindowAxis(3)));
    }

    [Fact]
    public void Flows_of_different_lengths_are_not_joined()
    {
        NetworkWeights Skip(WindowAxis axis) =>
            new(
                Numbers,
                [
                    new PlacedWeights(WindowNetworks.Convolution(axis, 3, Activation.Tanh), [-1]),
                    new PlacedWeights(new ConcatenationWeights(), [0, -1]),
                    new PlacedWeights(WindowNetworks.Lstm(7, 2), [1]),
                    new PlacedWeights(new ReadingWeights(Reading.LastState), [2]),
                    new PlacedWeights(Dense(3, 2, 2), [3]),
                ]
            );
        var varying = Build(Skip(new WindowAxis(2)));
        var refused = Assert.Throws<ArgumentException>(() =>
            varying.Predict(RandomNetworks.Sentences(varying, 1, 5)[0])
        );
        Assert.Contains("sequences of 4 and of 5 steps", refused.Message, StringComparison.Ordinal);
        var faults = Assert.Throws<FaultException>(() => Build(Skip(new WindowAxis(2)) with { Steps = 5 }));
        Assert.Contains("sequences of 4, 5 steps", faults.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_hash_tells_networks_whose_windows_lie_in_other_ways()
    {
        string Hash(WindowAxis axis) =>
            Build(
                NetworkWeights.Chain(
                    Numbers,
                    WindowNetworks.Convolution(axis, 3, Activation.None),
                    WindowNetworks.Lstm(3, 2),
                    new ReadingWeights(Reading.LastState),
                    Dense(3, 2, 2)
                )
            ).Hash;
        var axis = new WindowAxis(3);
        string[] hashes =
        [
            Hash(axis),
            Hash(axis with { Stride = 2 }),
            Hash(axis with { Dilation = 2 }),
            Hash(WindowNetworks.Causal(3)),
            Hash(axis with { Padding = new WindowPadding.Explicit(1, 1) }),
        ];
        Assert.Equal(hashes.Length, hashes.Distinct().Count());
    }

    private static (RecurrentNetwork Network, Sentence[] Sentences) Given(string name)
    {
        var (weights, lengths) = WindowNetworks.All[name];
        var network = Build(weights);
        return (network, [.. RandomNetworks.Sentences(network, 9, lengths)]);
    }
}
