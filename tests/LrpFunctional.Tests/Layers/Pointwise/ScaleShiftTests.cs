using System.Collections.Immutable;
using LanguageExt;
using LrpFunctional.Explanations;
using LrpFunctional.Layers;
using LrpFunctional.Layers.Pointwise.ScaleShift;
using LrpFunctional.Layers.Readings;
using LrpFunctional.Layers.Recurrent;
using LrpFunctional.Methods;
using LrpFunctional.Networks;
using LrpFunctional.Numerics;
using LrpFunctional.Passes;
using LrpFunctional.Rules;
using LrpFunctional.Sequences;
using LrpFunctional.Tests.Reference;

namespace LrpFunctional.Tests.Layers.Pointwise;

/// <summary>
/// A scale and shift at each step, below, between or above two recurrent layers: the same function as when it is worked
/// into the weights of what reads it.
/// </summary>
public sealed class ScaleShiftTests
{
    private static readonly ImmutableArray<int> Lengths = [1, 4, 9, 4];

    public static TheoryData<string, Reading, int> Places { get; } =
        new()
        {
            { "Lstm, from both sides, layers: 2", Reading.LastPosition, 0 },
            { "Lstm, from both sides, layers: 2", Reading.Mean, 1 },
            { "Lstm, from both sides, layers: 2", Reading.LastPosition, 2 },
            { "Lstm, from the left, layers: 2", Reading.LastState, 1 },
            { "Lstm, from the left, layers: 2", Reading.LastState, 2 },
            { "GruResetAfter, from both sides, layers: 2", Reading.Mean, 2 },
            { "GruResetBefore, from both sides, layers: 2", Reading.FirstPosition, 1 },
        };

    [Theory]
    [MemberData(nameof(Places))]
    public void Scores_and_gradients_are_those_of_the_network_that_has_it_in_its_weights(
        string kind,
        Reading reading,
        int place
    )
    {
        var (layered, folded) = Networks(kind, reading, place);
        var sentences = RandomNetworks.Sentences(layered, 5, [.. Lengths]);
        foreach (var method in new[] { Gradient.TimesInput, Gradient.Sensitivity })
        {
            foreach (var (ours, theirs) in Pairs(method, layered, folded, sentences))
            {
                Close.Absolute(1e-12, theirs.Prediction.Scores, ours.Prediction.Scores);
                Close.Absolute(1e-12, theirs.Relevances, ours.Relevances);
                Assert.All(
                    ours.Features,
                    features =>
                        Close.Absolute(
                            1e-12,
                            theirs.Features.IfNone(Matrix.Zero(0, 0)).Span.ToArray(),
                            features.Span.ToArray()
                        )
                );
            }
        }
    }

    [Theory]
    [MemberData(nameof(Places))]
    public void Relevance_passes_unchanged_and_is_conserved_where_the_rules_conserve_it(
        string kind,
        Reading reading,
        int place
    )
    {
        var (layered, _) = Networks(kind, reading, place);
        var sentences = RandomNetworks.Sentences(layered, 6, [.. Lengths]);
        foreach (var explanation in Lrp.With(RuleSet.Epsilon(0.001, 1)).Explain(layered, sentences, Target.All))
            Close.Absolute(1e-9, [explanation.Value], [explanation.Relevances.Sum() + explanation.Leftover.IfNone(0)]);
        foreach (var rules in OfferedRuleSets.Offered)
        {
            var trace = ForwardPass.Run(layered, PackedBatch.Of(sentences));
            var relevance = Lrp.Relevance(rules, trace, [.. sentences.Select(_ => (Output)1)]);
            Assert.All(relevance.Ledgers, ledger => Assert.True(ledger.Closes(1e-9), rules.Name));
        }
    }

    [Theory]
    [MemberData(nameof(Places))]
    public void The_quick_way_gives_what_the_steps_give(string kind, Reading reading, int place)
    {
        var (layered, _) = Networks(kind, reading, place);
        var sentence = RandomNetworks.Sentences(layered, 7, 6)[0];
        var quick = Lrp.Default.Explain(layered, sentence, Featured.Options);
        var messages = Lrp.Relevance(RuleSet.Default, ForwardPass.Run(layered, sentence), [quick.Target]);
        Close.Absolute(1e-12, Pool.PerWord(messages).Span.ToArray(), quick.Relevances);
        Close.Absolute(1e-12, Pool.PerFeature(messages).Span.ToArray(), quick.FeaturesOrThrow().Span.ToArray());
    }

    [Theory]
    [MemberData(nameof(Places))]
    public void Decompositions_are_those_of_the_network_that_has_it_in_its_weights(
        string kind,
        Reading reading,
        int place
    )
    {
        var (layered, folded) = Networks(kind, reading, place);
        var sentences = RandomNetworks.Sentences(layered, 8, [.. Lengths]);
        var isLstm = kind.StartsWith("Lstm", StringComparison.Ordinal);
        foreach (var method in isLstm ? [DeepLift.Default, Decomposition.Contextual] : new[] { DeepLift.Default })
        {
            // A shift below an LSTM is a bias of its own there, where contextual decomposition treats biases apart.
            if (method.Name == "cd" && place < 2)
                continue;
            foreach (var (ours, theirs) in Pairs(method, layered, folded, sentences))
                Close.Absolute(1e-10, theirs.Relevances, ours.Relevances);
        }
    }

    [Fact]
    public void Prefixes_batches_and_float32_are_what_they_are_elsewhere()
    {
        var (layered, _) = Networks("Lstm, from the left, layers: 2", Reading.LastState, 1);
        var sentence = RandomNetworks.Sentences(layered, 9, 6)[0];
        var prefixes = Prefixes.Explain([Lrp.Default], layered, [sentence], Target.Predicted).ToArray();
        Assert.Equal(6, prefixes.Length);
        foreach (var (at, ofPrefix) in prefixes.SelectMany(prefix => prefix.Explanations).Index())
            Assert.Equal<double>(Lrp.Default.Explain(layered, sentence.Prefix(at + 1)).Relevances, ofPrefix.Relevances);
        var single = Lrp
            .Default.Explain(layered, [sentence], Target.Predicted, new(Precision: Precision.Bits32))
            .Single();
        Close.Absolute(1e-4, Lrp.Default.Explain(layered, sentence).Relevances, single.Relevances);
    }

    [Fact]
    public void Its_numbers_are_part_of_the_networks_hash_and_wrong_ones_are_refused()
    {
        var weights = NetworkKinds.All["Lstm, from the left, layers: 2"].Weights();
        var width = weights.Embedding.Values.Columns;
        var (scale, shift) = (Of("scale", width, 1), Of("shift", width, 2));
        RecurrentNetwork With(Weight shifted) =>
            RandomNetworks.Build(
                weights with
                {
                    Layers = weights.Layers.Insert(0, new ScaleShiftWeights(scale, shifted)),
                }
            );
        Assert.NotEqual(With(shift).Hash, With(Of("shift", width, 3)).Hash);
        var refused = Assert.Throws<FaultException>(() => With(Of("shift", width + 1, 2)));
        Assert.Contains("shift", refused.Message, StringComparison.Ordinal);
    }

    private static IEnumerable<(Explanation Ours, Explanation Theirs)> Pairs(
        Method method,
        RecurrentNetwork layered,
        RecurrentNetwork folded,
        ImmutableArray<Sentence> sentences
    ) =>
        method
            .Explain(layered, sentences, Target.All)
            .Zip(method.Explain(folded, sentences, Target.All), (ours, theirs) => (ours, theirs));

    private static (RecurrentNetwork Layered, RecurrentNetwork Folded) Networks(string kind, Reading reading, int place)
    {
        var weights = NetworkKinds.All[kind].Weights() with { Reading = reading };
        var width = place == 0 ? weights.Embedding.Values.Columns : Units(weights, place);
        var added = new ScaleShiftWeights(Of("scale", width, 1), Of("shift", width, 2));
        var layered = weights with { Layers = weights.Layers.Insert(place, added) };
        return (RandomNetworks.Build(layered), RandomNetworks.Build(Folded(weights, added, place)));
    }

    private static ChainWeights Folded(ChainWeights weights, ScaleShiftWeights added, int place)
    {
        Weight Scaled(Weight reader) =>
            reader with
            {
                Values = reader.Values.Times(
                    MatrixRows.Gather(added.Scale.Values, Indices.Repeated(0, reader.Values.Rows).AsSpan())
                ),
            };
        Weight Shifted(Weight reader, Option<Weight> bias)
        {
            var more = Product.WithTransposed(added.Shift.Values, reader.Values);
            return new Weight("bias", bias.Match(known => known.Values + more, () => more));
        }

        return place < weights.Layers.Length
            ? weights with
            {
                Layers = weights.Layers.SetItem(
                    place,
                    new RecurrentWeights([
                        .. ((RecurrentWeights)weights.Layers[place]).Cells.Select(cell =>
                            cell with
                            {
                                Input = Scaled(cell.Input),
                                InputBias = Shifted(cell.Input, cell.InputBias),
                            }
                        ),
                    ])
                ),
            }
            : weights with
            {
                Dense = weights.Dense.SetItem(
                    0,
                    weights.Dense[0] with
                    {
                        Weights = Scaled(weights.Dense[0].Weights),
                        Bias = Shifted(weights.Dense[0].Weights, weights.Dense[0].Bias),
                    }
                ),
            };
    }

    private static int Units(ChainWeights weights, int layers) =>
        ((RecurrentWeights)weights.Layers[layers - 1]).Cells.Sum(cell => cell.Recurrent.Values.Columns);

    private static Weight Of(string name, int columns, int seed)
    {
        var random = new Random(seed);
        return new Weight(
            name,
            Matrix.Of(1, columns, [.. Enumerable.Range(0, columns).Select(_ => (2 * random.NextDouble()) - 1)])
        );
    }
}
