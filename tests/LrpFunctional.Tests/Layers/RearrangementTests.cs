using LrpFunctional.Explanations;
using LrpFunctional.Layers;
using LrpFunctional.Layers.Readings;
using LrpFunctional.Layers.Recurrent;
using LrpFunctional.Layers.Windows;
using LrpFunctional.Networks;
using LrpFunctional.Passes;
using LrpFunctional.Sequences;
using LrpFunctional.Tests.Reference;
using static LrpFunctional.Tests.Reference.SmallLayers;

namespace LrpFunctional.Tests.Layers;

/// <summary>Steps taken several times, and numbers that are cut into steps anew.</summary>
public sealed class RearrangementTests
{
    private static readonly FlowShape Three = new(Strand.InRows(Width), 3);

    [Fact]
    public void Each_number_becomes_a_step_or_the_numbers_are_cut_anew()
    {
        var network = Build(Of(RearrangementWeights.Turned(Three), 3) with { Steps = 3 });
        var trace = ForwardPass.Run(network, PackedBatch.Of(RandomNetworks.Sentences(network, 1, 3, 3)));
        var (read, made) = (trace.Layers[0], trace.Layers[1]);
        foreach (var lane in new[] { 0, 1 })
        foreach (var (step, at) in Enumerable.Range(0, 12).Select(place => (place / 3, place % 3)))
            Assert.Equal(read.Made[read.Packing.Row(lane, at), step], made.Made[made.Packing.Row(lane, step), at]);
        network = Build(Of(RearrangementWeights.Reshaped(Three, 6), 2) with { Steps = 3 });
        trace = ForwardPass.Run(network, PackedBatch.Of(RandomNetworks.Sentences(network, 1, 3, 3)));
        (read, made) = (trace.Layers[0], trace.Layers[1]);
        foreach (var lane in new[] { 0, 1 })
            Assert.Equal<double>(
                read.Packing.RowsOf(lane).SelectMany(row => read.Made.Row(row).ToArray()),
                made.Packing.RowsOf(lane).SelectMany(row => made.Made.Row(row).ToArray())
            );
    }

    [Fact]
    public void Their_relevance_is_conserved_and_gradients_parts_and_multipliers_are_right()
    {
        foreach (
            var weights in new[]
            {
                Of(RearrangementWeights.Turned(Three), 3),
                Of(RearrangementWeights.Reshaped(Three, 2), 6),
                Of(RearrangementWeights.Reshaped(Three, 1), 12),
            }
        )
        {
            var network = Build(weights with { Steps = 3 });
            NetworkClaims.RelevanceIsConservedAndLedgersClose(network, RandomNetworks.Sentences(network, 6, 3, 3));
            NetworkClaims.GradientsAreThoseOfDifferences(network, RandomNetworks.Sentences(network, 4, 3)[0]);
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void Steps_that_are_taken_several_times_add_up(int times)
    {
        var network = Build(Of(new UpsamplingWeights(times), Width));
        NetworkClaims.RelevanceIsConservedAndLedgersClose(network);
        NetworkClaims.GradientsAreThoseOfDifferences(network);
        NetworkClaims.MultipliersAddUp(network);
        NetworkClaims.PartsAddUp(network);
        NetworkClaims.PrefixesAndBatchesHaveTheBitsOfSentencesAlone(network);
        var trace = ForwardPass.Run(network, PackedBatch.Of(RandomNetworks.Sentences(network, 1, 5, 2)));
        var (read, made) = (trace.Layers[0], trace.Layers[1]);
        Assert.Equal<int>([5 * times, 2 * times], made.Packing.Lengths);
        foreach (var step in Enumerable.Range(0, 2 * times))
            Assert.Equal<double>(
                read.Made.Row(read.Packing.Row(1, step / times)).ToArray(),
                made.Made.Row(made.Packing.Row(1, step)).ToArray()
            );
    }

    [Fact]
    public void Sizes_that_do_not_fit_are_refused_by_name()
    {
        string Refused(NetworkWeights weights) => Assert.Throws<FaultException>(() => Build(weights)).Message;
        Assert.Contains(
            "12 numbers in 4 steps are made of sequences of any number of steps of 4",
            Refused(Of(RearrangementWeights.Turned(Three), 3)),
            StringComparison.Ordinal
        );
        Assert.Contains(
            "12 numbers in 5 steps",
            Refused(Of(RearrangementWeights.Reshaped(Three, 5), 2) with { Steps = 3 }),
            StringComparison.Ordinal
        );
        Assert.Contains(
            "each step is read 0 times",
            Refused(Of(new UpsamplingWeights(0), Width)),
            StringComparison.Ordinal
        );
        var network = Build(Of(RearrangementWeights.Turned(Three), 3) with { Steps = 3 });
        Assert.Contains(
            "has 4 steps, where 3 are expected",
            Assert.Throws<ArgumentException>(() => network.Predict(RandomNetworks.Sentences(network, 1, 4)[0])).Message,
            StringComparison.Ordinal
        );
    }

    private static NetworkWeights Of(ILayerWeights weights, int made) =>
        NetworkWeights.Chain(
            Numbers,
            new RecurrentWeights(Cell(1, Width, Width)),
            weights,
            new RecurrentWeights(Cell(2, made, 3)),
            new ReadingWeights(Reading.LastState),
            Dense(6, 2, 3)
        );
}
