using LanguageExt;
using LrpFunctional.Explanations;
using LrpFunctional.Layers.Attention;
using LrpFunctional.Layers.Readings;
using LrpFunctional.Layers.Recurrent;
using LrpFunctional.Methods;
using LrpFunctional.Networks;
using LrpFunctional.Passes;
using LrpFunctional.Rules;
using LrpFunctional.Sequences;
using LrpFunctional.Tests.Reference;
using static LrpFunctional.Tests.Reference.SmallLayers;

namespace LrpFunctional.Tests.Layers;

/// <summary>Attention of the steps of one sequence to each other.</summary>
public sealed class AttentionTests
{
    private const int Units = 4;

    public static TheoryData<string> Kinds { get; } = ["dot", "scaled, two heads", "additive"];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void What_it_makes_is_the_literal_sum_over_the_steps(string kind)
    {
        var network = Network(kind);
        var layer = network.Layers.OfType<AttentionLayer>().Single();
        var sentences = RandomNetworks.Sentences(network, 3, 5, 1, 3);
        var trace = ForwardPass.Run(network, PackedBatch.Of(sentences));
        var (states, made) = (trace.Layers[0].Made, trace.Layers[1].Made);
        foreach (var lane in Enumerable.Range(0, 3))
        {
            var rows = trace.Batch.Packing.RowsOf(lane);
            var h = rows.Select(row => states.Row(row).ToArray()).ToArray();
            foreach (var (row, t) in rows.Select((row, t) => (row, t)))
                Close.Absolute(1e-12, Literal(layer, h, t), made.Row(row).ToArray());
        }
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Gradients_are_those_of_central_differences(string kind)
    {
        var network = Network(kind);
        Differences.Agree(network, RandomNetworks.Sentences(network, 4, 4)[0]);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Relevance_is_conserved_and_ledgers_close_by_every_rule(string kind)
    {
        var network = Network(kind);
        var sentences = RandomNetworks.Sentences(network, 6, 1, 4, 6, 4);
        foreach (var explanation in Lrp.With(RuleSet.Epsilon(0.001, 1)).Explain(network, sentences, Target.All))
            Close.Absolute(1e-9, [explanation.Value], [explanation.Total]);
        foreach (var rules in OfferedRuleSets.Offered)
        {
            var trace = ForwardPass.Run(network, PackedBatch.Of(sentences));
            var relevance = Lrp.Relevance(rules, trace, [.. sentences.Select(_ => (Output)1)]);
            Assert.All(relevance.Ledgers, ledger => Assert.True(ledger.Closes(1e-9), rules.Name));
        }
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void A_sentence_has_the_same_bits_alone_and_in_a_batch(string kind)
    {
        var network = Network(kind);
        var sentences = RandomNetworks.Sentences(network, 9, 6, 2, 6);
        foreach (var method in new[] { Lrp.Default, Gradient.TimesInput })
        {
            var together = method.Explain(network, sentences, Target.Predicted).ToArray();
            foreach (var (sentence, explanation) in sentences.Zip(together))
                Assert.Equal<double>(method.Explain(network, sentence).Relevances, explanation.Relevances);
        }
    }

    [Fact]
    public void What_has_no_equation_for_it_and_what_does_not_fit_is_refused()
    {
        var network = Network("dot");
        var sentence = RandomNetworks.Sentences(network, 9, 3)[0];
        foreach (var method in new[] { DeepLift.Default, Decomposition.Contextual })
        {
            var refused = Assert.Throws<NotSupportedException>(() => method.Explain(network, sentence));
            Assert.Contains("layer 1: attention over steps", refused.Message, StringComparison.Ordinal);
        }

        var wide = Assert.Throws<FaultException>(() => Build(new Similarity.Dot(1), heads: 3));
        Assert.Contains("for 3 heads", wide.Message, StringComparison.Ordinal);
    }

    private static double[] Literal(AttentionLayer layer, double[][] h, int t)
    {
        var width = Units / layer.Heads;
        IEnumerable<double> Head(int head)
        {
            double[] Of(double[] state) => state[(head * width)..((head + 1) * width)];
            double Score(double[] query, double[] key) =>
                layer.Similarity switch
                {
                    Similarity.Dot dot => dot.Factor * query.Zip(key, (q, k) => q * k).Sum(),
                    Similarity.Additive additive => query
                        .Zip(key, (q, k) => Math.Tanh(q + k))
                        .Zip(additive.Weights, (open, weight) => open * weight)
                        .Sum(),
                    var other => throw new InvalidOperationException($"{other}"),
                };
            var weights = h.Select(state => Math.Exp(Score(Of(h[t]), Of(state)))).ToArray();
            return Enumerable
                .Range(0, width)
                .Select(j => h.Select((state, s) => weights[s] / weights.Sum() * Of(state)[j]).Sum());
        }

        return [.. Enumerable.Range(0, layer.Heads).SelectMany(Head)];
    }

    private static RecurrentNetwork Network(string kind) =>
        kind switch
        {
            "dot" => Build(new Similarity.Dot(1), 1),
            "scaled, two heads" => Build(new Similarity.Dot(0.5), 2),
            _ => Build(new Similarity.Additive([0.7, -1.2, 0.4, 1.1]), 1),
        };

    private static RecurrentNetwork Build(Similarity similarity, int heads) =>
        SmallLayers.Build(
            new NetworkWeights(
                Numbers,
                [
                    new PlacedWeights(new RecurrentWeights(Cell(1, Width, Units)), [Composition.Input]),
                    new PlacedWeights(new AttentionWeights(similarity, heads), [0, 0, 0]),
                    new PlacedWeights(new ReadingWeights(Reading.Mean), [1]),
                    new PlacedWeights(Dense(3, 2, Units), [2]),
                ]
            )
        );
}
