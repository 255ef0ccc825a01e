using LrpFunctional.Explanations;
using LrpFunctional.Layers.Pointwise;
using LrpFunctional.Methods;
using LrpFunctional.Networks;
using LrpFunctional.Passes;
using LrpFunctional.Rules;
using LrpFunctional.Sequences;
using LrpFunctional.Tests.Reference;

namespace LrpFunctional.Tests.Passes;

public sealed class RelevancePassTests
{
    [Theory]
    [MemberData(nameof(RandomNetworks.Sizes), MemberType = typeof(RandomNetworks))]
    public void Relevances_are_what_the_message_matrices_give(int units, int inputSize, int classes, int directions) =>
        RelevancesAgree(
            RandomNetworks.Create(units, inputSize, classes, directions),
            (0.001, 0),
            (0.001, 1),
            (0.1, 0.5)
        );

    [Theory]
    [MemberData(nameof(RandomNetworks.Kinds), MemberType = typeof(RandomNetworks))]
    public void Relevances_of_each_kind_of_network_are_what_the_message_matrices_give(string kind) =>
        RelevancesAgree(RandomNetworks.Create(kind), (0.001, 0), (0.01, 1));

    [Theory]
    [MemberData(nameof(RandomNetworks.Sizes), MemberType = typeof(RandomNetworks))]
    public void With_bias_factor_one_words_and_leftover_add_up_to_the_score(
        int units,
        int inputSize,
        int classes,
        int directions
    ) => IsConserved(RandomNetworks.Create(units, inputSize, classes, directions));

    [Theory]
    [MemberData(nameof(RandomNetworks.Kinds), MemberType = typeof(RandomNetworks))]
    public void With_bias_factor_one_the_score_of_each_kind_of_network_is_conserved(string kind) =>
        IsConserved(RandomNetworks.Create(kind));

    [Fact]
    public void Without_bias_share_nothing_reaches_the_initial_state()
    {
        var network = RandomNetworks.Create(5, 4, 3, 2);
        foreach (var explanation in Lrp.Default.Explain(network, RandomNetworks.Sentences(4, 1, 5, 20, 3), Target.All))
            Assert.Equal(0, explanation.Leftover);
    }

    private static void RelevancesAgree(RecurrentNetwork network, params (double Epsilon, double Delta)[] rules)
    {
        var literal = new LiteralNetwork(network);
        var trace = ForwardPass.Run(network, PackedBatch.Of(RandomNetworks.Sentences(network, 3, 1, 2, 7, 4, 4, 12)));
        foreach (var (epsilon, delta) in rules)
        {
            for (var target = 0; target < network.Classes.Length; target++)
            {
                var relevance = Lrp.Relevance(
                    RuleSet.Epsilon(epsilon, delta),
                    trace,
                    [.. trace.Batch.Sentences.Select(_ => Output.Of(target))]
                );
                var (words, features) = (Pool.PerWord(relevance), Pool.PerFeature(relevance));
                foreach (var (lane, sentence) in trace.Batch.Sentences.Index())
                {
                    var (expected, rows) = (
                        literal.Explain(sentence, target, epsilon, delta),
                        trace.Batch.Packing.RowsOf(lane)
                    );

                    // What cancels down to little keeps the rounding of the numbers near one that it is made of.
                    void Agree(IEnumerable<double> literally, IEnumerable<double> actually) =>
                        Close.Relative(1e-12, [.. literally, 0.01], [.. actually, 0.01]);
                    Agree(
                        [.. expected.Words.Select(word => word.Sum()), expected.Leftover],
                        [.. rows.Select(row => words[row, 0]), relevance.Leftover[lane, 0]]
                    );
                    Agree(expected.Words.SelectMany(word => word), rows.SelectMany(row => features.Row(row).ToArray()));
                    var dense = relevance.Layers.OfType<DenseRelevance>().First().Shares.ToInputs[0];
                    Agree(expected.Head.Read, dense.Row(lane).ToArray());
                    foreach (var (layer, ofLayer) in expected.Layers.Index())
                    {
                        var read = relevance.Recurrent[layer].Features;
                        Agree(
                            [.. ofLayer.Read.SelectMany(numbers => numbers), ofLayer.Leftover],
                            [
                                .. rows.SelectMany(row => read.Row(row).ToArray()),
                                relevance.Recurrent[layer].Leftover.Sum(left => left[lane, 0]),
                            ]
                        );
                    }
                }
            }
        }
    }

    private static void IsConserved(RecurrentNetwork network)
    {
        foreach (
            var explanation in Lrp.With(RuleSet.Epsilon(0.001, 1))
                .Explain(network, RandomNetworks.Sentences(network, 4, 1, 5, 20, 3), Target.All)
        )
            Close.Absolute(1e-9, [explanation.Value], [explanation.Total]);
    }
}
