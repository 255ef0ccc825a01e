using LanguageExt;
using LrpFunctional.Explanations;
using LrpFunctional.Methods;
using LrpFunctional.Networks;
using LrpFunctional.Numerics;
using LrpFunctional.Passes;
using LrpFunctional.Sequences;
using LrpFunctional.Tests.Reference;

namespace LrpFunctional.Tests.Methods;

public sealed class IntegratedGradientsTests
{
    private static readonly RecurrentNetwork Network = RecurrentNetwork
        .Create("test", RandomNetworks.Vocabulary.Words, "w4", ["0", "1", "2"], RandomNetworks.Weights(7, 6, 3, 2))
        .OrThrow();

    [Theory]
    [MemberData(nameof(RandomNetworks.Kinds), MemberType = typeof(RandomNetworks))]
    public void What_completeness_lacks_is_the_leftover_and_small(string kind)
    {
        var network = RandomNetworks.Create(kind);
        foreach (var sentence in RandomNetworks.Sentences(network, 5, 1, 6))
        {
            var explanation = IntegratedGradients.With(steps: 300).Explain(network, sentence);
            var zeros = Sentence.Of(Matrix.Zero(sentence.Length, network.InputSize), Option<int>.None);
            var rise = explanation.Value - network.Predict(zeros).Scores[explanation.Target.Class];
            Close.Absolute(1e-12, [rise], [explanation.Total]);

            // Kinks of hard gates, ReLUs and maxima cost more than smooth curves.
            Assert.InRange(explanation.Leftover.IfNone(double.NaN), -0.01, 0.01);
        }
    }

    [Fact]
    public void A_smooth_network_is_integrated_to_rounding()
    {
        var sentence = RandomNetworks.Sentences(5, 6)[0];
        Assert.InRange(
            IntegratedGradients.With(steps: 30).Explain(Network, sentence).Leftover.IfNone(double.NaN),
            -1e-12,
            1e-12
        );
    }

    [Theory]
    [InlineData(Baseline.Zero, Quantity.Score)]
    [InlineData(Baseline.Mean, Quantity.Score)]
    [InlineData(Baseline.Unknown, Quantity.Score)]
    [InlineData(Baseline.Mean, Quantity.Probability)]
    public void Each_word_is_the_literal_sum_over_the_nodes_of_gauss_and_legendre(Baseline baseline, Quantity quantity)
    {
        var sentence = Sentence.Of(["w3", "w5", "w0"], [3, 5, 0], Option<int>.None);
        double Start(int k) =>
            baseline switch
            {
                Baseline.Mean => Enumerable.Range(0, RandomNetworks.Words).Average(id => Network.Embedding[id, k]),
                Baseline.Unknown => Network.Embedding[4, k],
                _ => 0,
            };
        double[] start = [.. from word in sentence.Ids from k in Enumerable.Range(0, 6) select Start(k)];
        double[] way =
        [
            .. from word in sentence.Ids from k in Enumerable.Range(0, 6) select Network.Embedding[word, k] - Start(k),
        ];
        double[] Gradient(double part)
        {
            var trace = ForwardPass.Run(
                Network,
                Sentence.Of(Matrix.Of(3, 6, [.. start.Zip(way, (from, by) => from + (part * by))]), Option<int>.None)
            );
            double[][] all =
            [
                .. Enumerable
                    .Range(0, 3)
                    .Select(index =>
                        Pool.PerFeature(LrpFunctional.Methods.Gradient.Back(trace, [index])).Span.ToArray()
                    ),
            ];
            var scores = trace.Scores.Row(0).ToArray();
            double Probability(int index) => Math.Exp(scores[index]) / scores.Sum(Math.Exp);
            return quantity == Quantity.Score
                ? all[1]
                :
                [
                    .. Enumerable
                        .Range(0, 18)
                        .Select(at =>
                            Probability(1)
                            * (all[1][at] - Enumerable.Range(0, 3).Sum(index => Probability(index) * all[index][at]))
                        ),
                ];
        }

        // The zeros of P4 = (35 x⁴ − 30 x² + 3) / 8, and w = (18 ± √30) / 36, brought from [−1, 1] to [0, 1].
        (double Place, double Weight)[] nodes =
        [
            .. from inner in new[] { 1, -1 }
            from side in new[] { 1, -1 }
            let zero = side * Math.Sqrt((3.0 / 7) - (inner * 2.0 / 7 * Math.Sqrt(6.0 / 5)))
            select ((1 + zero) / 2, (18 + (inner * Math.Sqrt(30))) / 72),
        ];
        var gradients = nodes.Select(node => (node.Weight, Gradient: Gradient(node.Place))).ToArray();
        double[] expected =
        [
            .. Enumerable.Range(0, 18).Select(at => way[at] * gradients.Sum(one => one.Weight * one.Gradient[at])),
        ];
        var found = IntegratedGradients
            .With(baseline, 4)
            .Explain(Network, sentence, Target.Class(1).Of(quantity), Featured.Options)
            .Single();
        Close.Absolute(1e-12, expected, found.FeaturesOrThrow().Span.ToArray());
        Close.Absolute(1e-12, expected.Chunk(6).Select(word => word.Sum()), found.Relevances);
    }

    [Fact]
    public void One_step_is_the_gradient_in_the_middle()
    {
        var sentence = RandomNetworks.Sentences(5, 4)[0];
        var middle = Sentence.Of(
            Matrix.Of(4, 6, [.. sentence.Ids.SelectMany(id => Network.Embedding.Row(id).ToArray()).Select(x => x / 2)]),
            Option<int>.None
        );
        var target = Target.Class(0);
        Close.Absolute(
            1e-12,
            Gradient.TimesInput.Explain(Network, middle, target)[0].Relevances.Select(half => 2 * half),
            IntegratedGradients.With(steps: 1).Explain(Network, sentence, target)[0].Relevances
        );
    }

    [Fact]
    public void Steps_and_baselines_that_do_not_exist_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => IntegratedGradients.With(steps: 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => IntegratedGradients.With(steps: 10_001));
        var numbers = RandomNetworks.Create("Lstm of numbers, layers: 1");
        var sequence = RandomNetworks.Sentences(numbers, 1, 3)[0];
        Assert.Contains(
            "word vectors",
            Assert
                .Throws<NotSupportedException>(() => IntegratedGradients.With(Baseline.Mean).Explain(numbers, sequence))
                .Message,
            StringComparison.Ordinal
        );
        Assert.Contains(
            "unknown word",
            Assert
                .Throws<NotSupportedException>(() =>
                    IntegratedGradients.With(Baseline.Unknown).Explain(numbers, sequence)
                )
                .Message,
            StringComparison.Ordinal
        );
        Assert.Equal(
            ["ig", "ig-mean", "ig-unknown"],
            [
                IntegratedGradients.Default.Name,
                IntegratedGradients.With(Baseline.Mean).Name,
                IntegratedGradients.With(Baseline.Unknown).Name,
            ]
        );
    }
}
