using LrpFunctional.Explanations;
using LrpFunctional.Layers;
using LrpFunctional.Layers.Pointwise;
using LrpFunctional.Layers.Readings;
using LrpFunctional.Layers.Recurrent;
using LrpFunctional.Methods;
using LrpFunctional.Networks;
using LrpFunctional.Passes;
using LrpFunctional.Tests.Reference;
using static LrpFunctional.Tests.Reference.SmallLayers;

namespace LrpFunctional.Tests.Layers.Readings;

/// <summary>A vector of all steps, and a sequence of one vector.</summary>
public sealed class FlattenTests
{
    [Fact]
    public void The_numbers_of_all_steps_stand_in_the_order_of_time()
    {
        var output = Dense(3, 2, 12);
        var network = Build(Flat(output) with { Steps = 3 });
        foreach (var sentence in RandomNetworks.Sentences(network, 1, 3, 3))
        {
            var states = ForwardPass.Run(network, sentence).Layers[0].Made;
            Close.Absolute(
                1e-12,
                Enumerable
                    .Range(0, 2)
                    .Select(j =>
                        output.Bias.Match(bias => bias.Values[0, j], () => 0)
                        + Enumerable.Range(0, 12).Sum(k => output.Weights.Values[j, k] * states[k / 4, k % 4])
                    ),
                network.Predict(sentence).Scores
            );
        }
    }

    [Fact]
    public void Sequences_of_an_unknown_or_another_length_are_refused()
    {
        var faults = Assert.Throws<FaultException>(() => Build(Flat(Dense(3, 2, 12))));
        Assert.Contains("flatten: sequences vary in length", faults.Message, StringComparison.Ordinal);
        faults = Assert.Throws<FaultException>(() => Build(Flat(Dense(3, 2, 12)) with { Steps = 0 }));
        Assert.Contains("0 steps", faults.Message, StringComparison.Ordinal);
        var network = Build(Flat(Dense(3, 2, 12)) with { Steps = 3 });
        var refused = Assert.Throws<ArgumentException>(() =>
            network.Predict(RandomNetworks.Sentences(network, 1, 4)[0])
        );
        Assert.Contains("has 4 steps, where 3 are expected", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_reaches_the_steps_of_a_repetition_adds_up_at_its_vector()
    {
        ILayerWeights[] below = [Lstm(Width), new ReadingWeights(Reading.LastState)];
        var repeated = Build(
            NetworkWeights.Chain(
                Numbers,
                [.. below, new RepetitionWeights(3), new ReadingWeights(Reading.Mean), Dense(3, 2, 4)]
            )
        );
        var once = Build(NetworkWeights.Chain(Numbers, [.. below, Dense(3, 2, 4)]));
        foreach (var sentence in RandomNetworks.Sentences(once, 2, 1, 5))
        foreach (var method in new[] { Gradient.TimesInput, Decomposition.Contextual, DeepLift.Default })
            Close.Absolute(
                1e-12,
                method.Explain(once, sentence).Relevances,
                method.Explain(repeated, sentence).Relevances
            );
    }

    [Theory]
    [InlineData(0)]
    [InlineData(40000)]
    public void A_repetition_of_no_steps_or_of_a_sequence_is_refused(int times)
    {
        var faults = Assert.Throws<FaultException>(() =>
            Build(
                NetworkWeights.Chain(
                    Numbers,
                    Lstm(Width),
                    new RepetitionWeights(times),
                    new ReadingWeights(Reading.Mean),
                    Dense(3, 2, 4)
                )
            )
        );
        Assert.Equal(2, faults.Faults.Length);
    }

    private static RecurrentWeights Lstm(int inputs) => new(Cell(1, inputs, 4));

    private static NetworkWeights Flat(DenseWeights output) =>
        NetworkWeights.Chain(Numbers, Lstm(Width), new FlattenWeights(), output);
}
