using System.Collections.Immutable;
using LrpFunctional.Explanations;
using LrpFunctional.Layers;
using LrpFunctional.Layers.Joins;
using LrpFunctional.Layers.Pointwise;
using LrpFunctional.Layers.Readings;
using LrpFunctional.Layers.Recurrent;
using LrpFunctional.Methods;
using LrpFunctional.Networks;
using LrpFunctional.Passes;
using LrpFunctional.Rules;
using LrpFunctional.Tests.Reference;
using static LrpFunctional.Tests.Reference.SmallLayers;

namespace LrpFunctional.Tests.Layers;

/// <summary>Products of two factors, the highest of several flows, and a softmax below other layers.</summary>
public sealed class JoinTests
{
    private static readonly ImmutableDictionary<string, NetworkWeights> Networks = new Dictionary<
        string,
        NetworkWeights
    >
    {
        ["first"] = Gated(Signal.First),
        ["second"] = Gated(Signal.Second),
        ["both"] = Gated(Signal.Both),
        ["directions"] = OfDirections(),
        ["highest"] = Highest(),
        ["softmax"] = Gated(Signal.First, new SoftmaxWeights()),
    }.ToImmutableDictionary();

    public static TheoryData<string> Names { get; } = [.. Networks.Keys.Order()];

    [Theory]
    [MemberData(nameof(Names))]
    public void Relevance_is_conserved_and_gradients_are_those_of_differences(string name)
    {
        var network = Build(Networks[name]);
        NetworkClaims.RelevanceIsConservedAndLedgersClose(network);
        NetworkClaims.GradientsAreThoseOfDifferences(network);
        NetworkClaims.TheQuickWayGivesWhatTheStepsGive(network);
        NetworkClaims.PrefixesAndBatchesHaveTheBitsOfSentencesAlone(network);
        NetworkClaims.ShortNumbersAreClose(network);
    }

    [Theory]
    [InlineData(Signal.First)]
    [InlineData(Signal.Second)]
    [InlineData(Signal.Both)]
    public void Multipliers_of_a_product_add_up_to_the_difference(Signal signal) =>
        NetworkClaims.MultipliersAddUp(Build(Gated(signal)));

    [Fact]
    public void Each_number_is_the_product_of_its_factors_or_the_highest_or_a_share_of_one()
    {
        var network = Build(Gated(Signal.First, new SoftmaxWeights()));
        var layers = ForwardPass.Run(network, RandomNetworks.Sentences(network, 3, 4)[0]).Layers;
        var highest = Build(Highest());
        var joined = ForwardPass.Run(highest, RandomNetworks.Sentences(highest, 3, 4)[0]).Layers;
        foreach (var row in Enumerable.Range(0, 4))
        {
            var exponents = layers[1].Made.Row(row).ToArray().Select(Math.Exp).ToArray();
            Close.Absolute(1e-14, exponents.Select(e => e / exponents.Sum()), layers[2].Made.Row(row).ToArray());
            Close.Absolute(
                1e-15,
                Enumerable.Range(0, 3).Select(at => layers[0].Made[row, at] * layers[2].Made[row, at]),
                layers[4].Made.Row(row).ToArray()
            );
            Assert.Equal(
                Enumerable.Range(0, 3).Select(at => joined.Take(3).Max(flow => flow.Made[row, at])),
                joined[3].Made.Row(row).ToArray()
            );
        }
    }

    [Theory]
    [InlineData(Signal.First, 1, 0)]
    [InlineData(Signal.Second, 0, 1)]
    [InlineData(Signal.Both, 0.5, 0.5)]
    public void The_signal_receives_all_and_two_signals_half_each(Signal signal, double first, double second)
    {
        var network = Build(Gated(signal));
        var trace = ForwardPass.Run(network, RandomNetworks.Sentences(network, 3, 4)[0]).Layers[3];
        var arriving = new Arriving.AtEach(Of(9, 4, 3).Values);
        var shared = Assert.IsType<Arriving.AtEach>(trace.Relevance(RuleSet.Default, 0, arriving).ToRead(0));
        foreach (var row in Enumerable.Range(0, 4))
            Assert.Equal(
                [
                    .. arriving.Rows.Row(row).ToArray().Select(number => first * number),
                    .. arriving.Rows.Row(row).ToArray().Select(number => second * number),
                ],
                shared.Rows.Row(row).ToArray()
            );
    }

    [Fact]
    public void A_gate_receives_what_a_rule_of_products_gives_it()
    {
        var network = Build(Gated(Signal.First));
        var trace = ForwardPass.Run(network, RandomNetworks.Sentences(network, 3, 4)[0]).Layers[3];
        var arriving = new Arriving.AtEach(Of(9, 4, 3).Values);
        var rule = new EpsilonRule(new Stabilizer(0.001), 0);
        var rules = RuleSet.Of(rule.AsInProgram, ProductRule.Absolute, rule);
        var shared = Assert.IsType<Arriving.AtEach>(trace.Relevance(rules, 0, arriving).ToRead(0)).Rows;
        var signal = ForwardPass.Run(network, RandomNetworks.Sentences(network, 3, 4)[0]).Layers[0].Made;
        var gates = ForwardPass.Run(network, RandomNetworks.Sentences(network, 3, 4)[0]).Layers[1].Made;
        foreach (var (row, at) in Enumerable.Range(0, 12).Select(place => (place / 3, place % 3)))
        {
            var part = Math.Abs(gates[row, at]) / (Math.Abs(gates[row, at]) + Math.Abs(signal[row, at]));
            Assert.Equal(part * arriving.Rows[row, at], shared[row, 3 + at], 1e-14);
            Assert.Equal((1 - part) * arriving.Rows[row, at], shared[row, at], 1e-14);
        }
    }

    [Theory]
    [InlineData("product")]
    [InlineData("maximum")]
    [InlineData("softmax")]
    public void What_has_no_equation_for_them_refuses_them_by_name(string kind)
    {
        var network = Build(
            kind switch
            {
                "product" => Gated(Signal.First),
                "maximum" => Highest(),
                _ => Gated(Signal.First, new SoftmaxWeights()),
            }
        );
        var sentence = RandomNetworks.Sentences(network, 3, 4)[0];
        foreach (
            var method in kind == "product"
                ? new[] { Decomposition.Contextual }
                : [Decomposition.Contextual, DeepLift.Default]
        )
            Assert.Contains(
                kind,
                Assert.Throws<NotSupportedException>(() => method.Explain(network, sentence)).Message,
                StringComparison.Ordinal
            );
    }

    [Fact]
    public void Factors_of_two_sizes_and_flows_of_two_widths_are_refused()
    {
        string Refused(NetworkWeights weights) => Assert.Throws<FaultException>(() => Build(weights)).Message;
        Assert.Contains(
            "product: it reads 3 numbers at each step",
            Refused(
                NetworkWeights.Chain(
                    Numbers,
                    new RecurrentWeights(Cell(1, Width, 3)),
                    new FactorProductWeights(Signal.Both),
                    new ReadingWeights(Reading.Mean),
                    Dense(3, 2, 1)
                )
            ),
            StringComparison.Ordinal
        );
        Assert.Contains(
            "maximum: it compares flows of 3, 4 numbers",
            Refused(
                new NetworkWeights(
                    Numbers,
                    [
                        new(new RecurrentWeights(Cell(1, Width, 3)), [Composition.Input]),
                        new(new MaximumWeights(), [0, Composition.Input]),
                        new(new ReadingWeights(Reading.Mean), [1]),
                        new(Dense(3, 2, 3), [2]),
                    ]
                )
            ),
            StringComparison.Ordinal
        );
    }

    // The states times what a dense layer, σ if nothing is said, makes of them; a recurrent layer reads the product.
    private static NetworkWeights Gated(Signal signal, params ILayerWeights[] upon)
    {
        var gate = Dense(2, 3, 3) with { Activation = upon.Length == 0 ? Activation.Sigmoid : Activation.None };
        var at = 1 + upon.Length;
        return new NetworkWeights(
            Numbers,
            [
                new(new RecurrentWeights(Cell(1, Width, 3)), [Composition.Input]),
                new(gate, [0]),
                .. upon.Select((weights, place) => new PlacedWeights(weights, [1 + place])),
                new(new ConcatenationWeights(), [0, at]),
                new(new FactorProductWeights(signal), [at + 1]),
                new(new RecurrentWeights(Cell(3, 3, 3)), [at + 2]),
                new(new ReadingWeights(Reading.LastState), [at + 3]),
                new(Dense(6, 2, 3), [at + 4]),
            ]
        );
    }

    private static NetworkWeights OfDirections() =>
        NetworkWeights.Chain(
            Numbers,
            new RecurrentWeights(Cell(1, Width, 3), Cell(2, Width, 3, fromLeft: false)),
            new FactorProductWeights(Signal.Both),
            new ReadingWeights(Reading.Mean),
            Dense(6, 2, 3)
        );

    private static NetworkWeights Highest() =>
        new(
            Numbers,
            [
                new(new RecurrentWeights(Cell(1, Width, 3)), [Composition.Input]),
                new(new RecurrentWeights(Cell(2, Width, 3)), [Composition.Input]),
                new(Dense(3, 3, Width), [Composition.Input]),
                new(new MaximumWeights(), [0, 1, 2]),
                new(new ReadingWeights(Reading.LastState), [3]),
                new(Dense(6, 2, 3), [4]),
            ]
        );
}
