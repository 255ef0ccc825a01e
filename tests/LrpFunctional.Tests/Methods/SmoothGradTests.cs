using System.Collections.Immutable;
using LanguageExt;
using LrpFunctional.Explanations;
using LrpFunctional.Methods;
using LrpFunctional.Numerics;
using LrpFunctional.Passes;
using LrpFunctional.Sequences;
using LrpFunctional.Tests.Reference;

namespace LrpFunctional.Tests.Methods;

public sealed class SmoothGradTests
{
    [Theory]
    [MemberData(nameof(RandomNetworks.Kinds), MemberType = typeof(RandomNetworks))]
    public void Without_noise_it_is_saliency_or_gradient_times_input_and_nothing_varies(string kind)
    {
        var network = RandomNetworks.Create(kind);
        foreach (var sentence in RandomNetworks.Sentences(network, 5, 1, 6))
        {
            var silent = new Noise(Samples: 4, Deviation: 0);
            (Method, Method)[] same =
            [
                (Gradient.TimesInput, SmoothGrad.TimesInputWith(silent)),
                .. Norm.Offered.Select(norm => (Gradient.SaliencyWith(norm), SmoothGrad.With(silent, norm))),
            ];
            foreach (var (plain, smooth) in same)
            {
                var (ours, theirs) = (
                    smooth.Explain(network, sentence, Featured.Options),
                    plain.Explain(network, sentence, Featured.Options)
                );
                Close.Absolute(1e-12, theirs.Relevances, ours.Relevances);
                Close.Absolute(1e-12, theirs.FeaturesOrThrow().Span.ToArray(), ours.FeaturesOrThrow().Span.ToArray());
            }

            Assert.All(
                SmoothGrad.VarianceWith(silent).Explain(network, sentence).Relevances,
                variance => Assert.InRange(variance, 0, 1e-24)
            );
        }
    }

    [Fact]
    public void A_little_noise_changes_little_and_varies_with_its_square()
    {
        var network = RandomNetworks.Create(7, 6, 3, 2);
        var sentence = RandomNetworks.Sentences(5, 6)[0];
        Close.Absolute(
            1e-2,
            Gradient.TimesInput.Explain(network, sentence).Relevances,
            SmoothGrad.TimesInputWith(new Noise(Deviation: 1e-3)).Explain(network, sentence).Relevances
        );
        var (one, two) = (
            SmoothGrad.VarianceWith(new Noise(Deviation: 1e-6)).Explain(network, sentence).Relevances,
            SmoothGrad.VarianceWith(new Noise(Deviation: 2e-6)).Explain(network, sentence).Relevances
        );
        Close.Relative(1e-3, one.Select(variance => 4 * variance), two);
    }

    [Fact]
    public void It_is_the_literal_mean_and_variance_of_gradients_under_its_noise()
    {
        var network = RandomNetworks.Create(7, 6, 3, 2);
        var sentence = RandomNetworks.Sentences(5, 3)[0];
        var noise = new Noise(Samples: 4, Deviation: 0.2, Seed: 3);
        var vectors = sentence.Ids.SelectMany(id => network.Embedding.Row(id).ToArray()).ToArray();
        double[] Gradients(int sample)
        {
            var normals = RandomNumbers
                .Normals(RandomNumbers.Bits(Changes.Key(3, sentence), sample), 3, 6)
                .Span.ToArray();
            var noisy = vectors.Zip(normals, (x, n) => x + (0.2 * (vectors.Max() - vectors.Min()) * n));
            var trace = ForwardPass.Run(network, Sentence.Of(Matrix.Of(3, 6, [.. noisy]), Option<int>.None));
            return Pool.PerFeature(Gradient.Back(trace, [1])).Span.ToArray();
        }

        double[][] samples = [.. Enumerable.Range(0, 4).Select(Gradients)];
        double[] mean = [.. vectors.Select((_, at) => samples.Average(gradient => gradient[at]))];
        double[] variance =
        [
            .. vectors.Select(
                (_, at) =>
                    samples.Average(gradient =>
                        Math.Pow(Math.Abs(gradient[at]) - samples.Average(other => Math.Abs(other[at])), 2)
                    )
            ),
        ];
        double[] Found(Method method) => [.. method.Explain(network, sentence, Target.Class(1))[0].Relevances];
        Close.Absolute(1e-12, mean.Chunk(6).Select(word => word.Sum(Math.Abs)), Found(SmoothGrad.With(noise, Norm.L1)));
        Close.Absolute(
            1e-12,
            mean.Chunk(6).Select(word => word.Max(Math.Abs)),
            Found(SmoothGrad.With(noise, Norm.Max))
        );
        Close.Absolute(
            1e-12,
            mean.Zip(vectors, (g, x) => g * x).Chunk(6).Select(word => word.Sum()),
            Found(SmoothGrad.TimesInputWith(noise))
        );
        Close.Absolute(1e-12, variance.Chunk(6).Select(word => word.Sum()), Found(SmoothGrad.VarianceWith(noise)));
    }

    [Fact]
    public void The_seed_and_the_sentence_decide_the_noise()
    {
        var network = RandomNetworks.Create(7, 6, 3, 2);
        var sentences = RandomNetworks.Sentences(5, 6, 6);
        ImmutableArray<double> Found(int seed) =>
            SmoothGrad.With(new Noise(Samples: 3, Seed: seed), Norm.L1).Explain(network, sentences[0]).Relevances;
        Assert.Equal(Found(1).AsEnumerable(), Found(1));
        Assert.NotEqual(Found(1).AsEnumerable(), Found(2));
        Assert.NotEqual(Changes.Key(0, sentences[0]), Changes.Key(0, sentences[1]));
    }

    [Fact]
    public void Noise_is_gaussian_to_its_fourth_moment()
    {
        var normals = RandomNumbers.Normals(RandomNumbers.Bits(3, 1), 1001, 199).Span.ToArray();
        double Moment(int power) => normals.Average(number => Math.Pow(number, power));
        Close.Absolute(0.03, [0, 1, 0, 3], [Moment(1), Moment(2), Moment(3), Moment(4)]);
    }

    [Fact]
    public void Noise_that_does_not_exist_is_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => SmoothGrad.With(new Noise(Samples: 0), Norm.L1));
        foreach (var deviation in new[] { -1, double.NaN, double.PositiveInfinity })
            Assert.Throws<ArgumentOutOfRangeException>(() => SmoothGrad.VarianceWith(new Noise(Deviation: deviation)));
    }
}
