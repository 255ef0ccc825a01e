using LanguageExt;
using LrpFunctional.Explanations;
using LrpFunctional.Layers;
using LrpFunctional.Layers.Pointwise.Normalisations;
using LrpFunctional.Layers.Pointwise.ScaleShift;
using LrpFunctional.Layers.Readings;
using LrpFunctional.Layers.Recurrent;
using LrpFunctional.Methods;
using LrpFunctional.Networks;
using LrpFunctional.Numerics;
using LrpFunctional.Passes;
using LrpFunctional.Tests.Reference;
using static LrpFunctional.Tests.Reference.SmallLayers;

namespace LrpFunctional.Tests.Layers.Pointwise;

/// <summary>Normalisations over the units of a row, and those that training has made a scale and shift of.</summary>
public sealed class NormalisationTests
{
    private const double Epsilon = 1e-5;

    [Fact]
    public void A_layer_normalisation_makes_what_its_formula_says()
    {
        var (scale, shift) = (Of(1, 1, 3), Of(2, 1, 3));
        var network = Build(Network(new LayerNormalisationWeights(scale, shift, Epsilon)));
        var trace = ForwardPass.Run(network, RandomNetworks.Sentences(network, 3, 4)[0]);
        var (read, made) = (trace.Layers[0].Made, trace.Layers[1].Made);
        foreach (var row in Enumerable.Range(0, 4))
        {
            var x = read.Row(row).ToArray();
            var (mean, variance) = (x.Average(), x.Average(number => Math.Pow(number - x.Average(), 2)));
            Close.Absolute(
                1e-13,
                x.Select(
                    (number, at) =>
                        (scale.Values[0, at] * (number - mean) / Math.Sqrt(variance + Epsilon)) + shift.Values[0, at]
                ),
                made.Row(row).ToArray()
            );
        }
    }

    [Fact]
    public void A_layer_normalisation_passes_relevance_unchanged_and_derivatives_by_its_formula()
    {
        foreach (
            var weights in new[]
            {
                new LayerNormalisationWeights(Of(1, 1, 3), Of(2, 1, 3), Epsilon),
                new LayerNormalisationWeights(Option<Weight>.None, Option<Weight>.None, 0.1),
            }
        )
        {
            var network = Build(Network(weights));
            NetworkClaims.GradientsAreThoseOfDifferences(network);
            NetworkClaims.RelevanceIsConservedAndLedgersClose(network);
            NetworkClaims.TheQuickWayGivesWhatTheStepsGive(network);
            NetworkClaims.PrefixesAndBatchesHaveTheBitsOfSentencesAlone(network);
            NetworkClaims.ShortNumbersAreClose(network);
        }
    }

    [Fact]
    public void What_has_no_equation_for_a_layer_normalisation_refuses_it_by_name()
    {
        var network = Build(Network(new LayerNormalisationWeights(Of(1, 1, 3), Of(2, 1, 3), Epsilon)));
        var sentence = RandomNetworks.Sentences(network, 3, 4)[0];
        foreach (var method in new[] { DeepLift.Default, Decomposition.Contextual })
            Assert.Contains(
                "layer 1: layer normalisation",
                Assert.Throws<NotSupportedException>(() => method.Explain(network, sentence)).Message,
                StringComparison.Ordinal
            );
    }

    [Fact]
    public void Wrong_shapes_and_numbers_are_refused_by_name()
    {
        string Refused(ILayerWeights weights) => Assert.Throws<FaultException>(() => Build(Network(weights))).Message;
        Assert.Contains(
            "weight 2",
            Refused(new LayerNormalisationWeights(Of(1, 1, 3), Of(2, 1, 4), Epsilon)),
            StringComparison.Ordinal
        );
        Assert.Contains(
            "ε is -1",
            Refused(new LayerNormalisationWeights(Of(1, 1, 3), Of(2, 1, 3), -1)),
            StringComparison.Ordinal
        );
        var variance = new Weight("variance", Matrix.Of(1, 3, [1, -2, 1]));
        foreach (
            var (expected, statistics) in new[]
            {
                (
                    "weight 4",
                    ScaleShiftWeights.OfBatchNormalisation(Of(4, 1, 2), Of(5, 1, 3), Of(6, 1, 3), variance, 3)
                ),
                (
                    "a variance and ε = 1E-05",
                    ScaleShiftWeights.OfBatchNormalisation(Of(4, 1, 3), Of(5, 1, 3), Of(6, 1, 3), variance, Epsilon)
                ),
            }
        )
            Assert.Contains(
                expected,
                Assert.Throws<FaultException>(() => statistics.OrThrow()).Message,
                StringComparison.Ordinal
            );
    }

    [Fact]
    public void A_batch_normalisation_is_a_scale_and_shift_once_it_is_trained()
    {
        var (mean, variance) = (Of(6, 1, 3), new Weight("variance", Matrix.Of(1, 3, [1, 0.5, 2])));
        var network = Build(
            Network(ScaleShiftWeights.OfBatchNormalisation(Of(4, 1, 3), Of(5, 1, 3), mean, variance, Epsilon).OrThrow())
        );
        var trace = ForwardPass.Run(network, RandomNetworks.Sentences(network, 3, 4)[0]);
        foreach (var row in Enumerable.Range(0, 4))
            Close.Absolute(
                1e-14,
                trace
                    .Layers[0]
                    .Made.Row(row)
                    .ToArray()
                    .Select(
                        (x, at) =>
                            (
                                Of(4, 1, 3).Values[0, at]
                                * (x - mean.Values[0, at])
                                / Math.Sqrt(variance.Values[0, at] + Epsilon)
                            ) + Of(5, 1, 3).Values[0, at]
                    ),
                trace.Layers[1].Made.Row(row).ToArray()
            );
        var plain = ScaleShiftWeights
            .OfBatchNormalisation(Option<Weight>.None, Option<Weight>.None, mean, variance, Epsilon)
            .OrThrow();
        Assert.Equal(1 / Math.Sqrt(0.5 + Epsilon), plain.Scale.Values[0, 1]);
    }

    private static NetworkWeights Network(ILayerWeights added) =>
        NetworkWeights.Chain(
            Numbers,
            new RecurrentWeights(Cell(1, Width, 3)),
            added,
            new RecurrentWeights(Cell(2, 3, 3)),
            new ReadingWeights(Reading.Mean),
            Dense(6, 2, 3)
        );
}
