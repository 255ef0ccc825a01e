using System.Collections.Immutable;
using LrpFunctional.Explanations;
using LrpFunctional.Layers;
using LrpFunctional.Layers.Readings;
using LrpFunctional.Layers.Recurrent.Lstm;
using LrpFunctional.Methods;
using LrpFunctional.Networks;
using LrpFunctional.Numerics;
using LrpFunctional.Passes;
using LrpFunctional.Sequences;
using LrpFunctional.Tests.Passes;
using LrpFunctional.Tests.Reference;

namespace LrpFunctional.Tests.Methods;

public sealed class DeepLiftTests
{
    public static TheoryData<string> Supported { get; } = SupportedKinds.Where(IsSupported);

    public static TheoryData<string> Refused { get; } = SupportedKinds.Where(kind => !IsSupported(kind));

    [Theory]
    [MemberData(nameof(RandomNetworks.Sizes), MemberType = typeof(RandomNetworks))]
    public void Words_add_up_to_the_score_beyond_that_of_the_reference(
        int units,
        int inputSize,
        int classes,
        int directions
    ) => AddsUp(RandomNetworks.Create(units, inputSize, classes, directions), RandomNetworks.Sentences(3, 1, 2, 7, 12));

    [Theory]
    [MemberData(nameof(Supported))]
    public void Words_add_up_in_each_kind_of_network(string kind)
    {
        var network = RandomNetworks.Create(kind);
        AddsUp(network, RandomNetworks.Sentences(network, 3, 1, 6, 4));
    }

    [Fact]
    public void Words_add_up_in_the_default_model() => AddsUp(DefaultModel.Network, DefaultModel.Sentences(50));

    [Theory]
    [MemberData(nameof(Supported))]
    public void Beside_a_reference_very_near_it_is_the_gradient_times_the_difference(string kind)
    {
        // Words become numbers, so that each can be moved a little; gates stay clear of the kinks of straight lines
        // with this seed.
        var weights = NetworkKinds.All[kind].Weights();
        var network = RandomNetworks.Build(
            weights with
            {
                Embedding = new Weight("input", Matrix.Zero(0, weights.Embedding.Values.Columns)),
            }
        );
        foreach (var near in new[] { 1e-4, 1e-7 })
        {
            foreach (var sequence in RandomNetworks.Sentences(network, 15, 1, 5))
            {
                var numbers = sequence.Numbers.IfNone(Matrix.Zero(0, 0));
                var random = new Random(3);
                ImmutableArray<double> around =
                [
                    .. numbers.Span.ToArray().Select(x => x + (near * random.NextDouble())),
                ];
                var moved = Sentence.Of(Matrix.Of(numbers.Rows, numbers.Columns, around), LanguageExt.Option<int>.None);
                var trace = ForwardPass.Run(network, sequence);
                var multipliers = Pool.PerFeature(DeepLift.Back(trace, ForwardPass.Run(network, moved), [0]));
                Close.Relative(
                    10 * Math.Max(near, 1e-6),
                    Pool.PerFeature(Gradient.Back(trace, [0])).Span.ToArray(),
                    multipliers.Span.ToArray()
                );
            }
        }
    }

    [Theory]
    [MemberData(nameof(Supported))]
    public void Sentence_and_reference_can_change_places_without_changing_a_multiplier(string kind)
    {
        // Products that are split by anything but the average would show here.
        var network = RandomNetworks.Create(kind);
        var sentences = RandomNetworks.Sentences(network, 3, 6, 6);
        var (trace, other) = (ForwardPass.Run(network, sentences[0]), ForwardPass.Run(network, sentences[1]));
        Close.Absolute(
            1e-12,
            Pool.PerFeature(DeepLift.Back(trace, other, [0])).Span.ToArray(),
            Pool.PerFeature(DeepLift.Back(other, trace, [0])).Span.ToArray()
        );
    }

    [Theory]
    [InlineData("Lstm, from both sides, layers: 2")]
    [InlineData("GruResetAfter, from both sides, layers: 2")]
    [InlineData("Mean of two layers of GruResetBefore")]
    [InlineData("Lstm below Relu and Tanh")]
    public void Features_add_up_to_their_word(string kind)
    {
        var network = RandomNetworks.Create(kind);
        foreach (
            var explanation in DeepLift.Default.Explain(
                network,
                RandomNetworks.Sentences(network, 4, 6, 2),
                Target.All,
                Featured.Options
            )
        )
        {
            var features = explanation.FeaturesOrThrow();
            Close.Absolute(
                1e-12,
                explanation.Relevances,
                Enumerable.Range(0, features.Rows).Select(t => features.Row(t).ToArray().Sum())
            );
        }
    }

    [Fact]
    public void A_word_that_is_its_own_reference_gets_nothing()
    {
        var network = RandomNetworks.Create(7, 5, 3, 2);
        var sentence = Sentence.Of(["a", "b", "c"], [4, Sentence.ZeroId, 2], LanguageExt.Option<int>.None);
        Assert.Equal(0, DeepLift.Default.Explain(network, sentence).Relevances[1]);
        Assert.All(
            DeepLift.Against(same => same).Explain(network, sentence).Relevances,
            relevance => Assert.Equal(0, relevance)
        );
    }

    [Fact]
    public void The_vector_of_zeros_is_the_sentence_of_zeros()
    {
        var network = RandomNetworks.Create(7, 5, 3, 2);
        var sentences = RandomNetworks.Sentences(4, 6, 1, 9);
        Assert.Equal(
            DeepLift
                .Default.Explain(network, sentences, Target.All)
                .Select(explanation => explanation.Relevances.ToArray()),
            DeepLift
                .AgainstVector([0, 0, 0, 0, 0])
                .Explain(network, sentences, Target.All)
                .Select(explanation => explanation.Relevances.ToArray())
        );
    }

    [Fact]
    public void A_reference_of_another_length_is_refused()
    {
        var sentence = RandomNetworks.Sentences(4, 6)[0];
        Assert.Throws<ArgumentException>(() =>
            DeepLift
                .Against(_ => RandomNetworks.Sentences(4, 5)[0])
                .Explain(RandomNetworks.Create(7, 5, 3, 2), sentence)
        );
    }

    [Theory]
    [MemberData(nameof(Refused))]
    public void A_part_without_an_equation_is_refused_by_its_name(string kind)
    {
        var network = RandomNetworks.Create(kind);
        var sentence = RandomNetworks.Sentences(network, 3, 4)[0];
        Assert.EndsWith(
            network.Head.Reading == Reading.Max ? "reading: max" : "reading: attention",
            Assert.Throws<NotSupportedException>(() => DeepLift.Default.Explain(network, sentence)).Message,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void Through_one_unit_and_one_step_the_multipliers_are_those_of_the_paper()
    {
        var network = RandomNetworks.Create(1, 1, 1, 1);
        var cell = (LstmCell)network.Recurrent[0].Cells[0].Cell;
        var x = network.Embedding[3, 0];
        double Z(int block, double input) => (cell.Input[block, 0] * input) + cell.Bias[block];
        double Sigmoid(double z) => 1 / (1 + Math.Exp(-z));
        var (i, iRef, g, gRef, o, oRef) = (
            Sigmoid(Z(0, x)),
            Sigmoid(Z(0, 0)),
            Math.Tanh(Z(2, x)),
            Math.Tanh(Z(2, 0)),
            Sigmoid(Z(3, x)),
            Sigmoid(Z(3, 0))
        );
        var (c, cRef) = (i * g, iRef * gRef);
        var slope = (Math.Tanh(c) - Math.Tanh(cRef)) / (c - cRef);
        var toCell = (((g - gRef) * (i + iRef) / 2) + ((i - iRef) * (g + gRef) / 2)) * slope * (o + oRef) / 2;
        var toOutput = (o - oRef) * (Math.Tanh(c) + Math.Tanh(cRef)) / 2;
        Close.Absolute(
            1e-14,
            [network.Head.Dense[0].Weights[0, 0] * (toCell + toOutput)],
            DeepLift.Default.Explain(network, Sentence.Of(["w3"], [3], LanguageExt.Option<int>.None)).Relevances
        );
    }

    private static bool IsSupported(NetworkKind kind) => kind.Reading is not (Reading.Max or Reading.Attention);

    private static void AddsUp(RecurrentNetwork network, ImmutableArray<Sentence> sentences)
    {
        var vector = ImmutableArray.CreateRange(Enumerable.Range(0, network.InputSize).Select(k => 0.1 * (k % 3)));
        Method[] methods =
        [
            DeepLift.Default,
            DeepLift.AgainstVector(vector),
            DeepLift.Against(sentence => RandomNetworks.Sentences(network, 9, sentence.Length)[0]),
        ];
        foreach (var method in methods)
        {
            foreach (var explanation in method.Explain(network, sentences, Target.All))
                Close.Absolute(1e-9, [explanation.Value], [explanation.Total]);
        }

        foreach (var explanation in DeepLift.Default.Explain(network, sentences, Target.All))
        {
            var zeros = Sentence.Of(
                Matrix.Zero(explanation.Relevances.Length, network.InputSize),
                LanguageExt.Option<int>.None
            );
            Close.Absolute(1e-12, [network.Predict(zeros).Scores[explanation.Target.Class]], explanation.Leftover);
        }
    }
}
