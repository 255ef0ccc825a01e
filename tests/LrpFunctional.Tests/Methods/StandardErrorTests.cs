using System.Collections.Immutable;
using LanguageExt;
using LrpFunctional.Explanations;
using LrpFunctional.Methods;
using LrpFunctional.Networks;
using LrpFunctional.Numerics;
using LrpFunctional.Passes;
using LrpFunctional.Sequences;
using LrpFunctional.Tests.Reference;
using MathNet.Numerics.LinearAlgebra;

namespace LrpFunctional.Tests.Methods;

/// <summary>How far the numbers of methods that draw samples depend on these.</summary>
public sealed class StandardErrorTests
{
    private static readonly RecurrentNetwork Network = RandomNetworks.Create(7, 6, 3, 2);
    private static readonly Target Aim = Target.Class(1);

    /// <summary>Each method that draws samples, by a seed.</summary>
    private static readonly ImmutableDictionary<string, Func<int, Method>> Seeded = new Dictionary<
        string,
        Func<int, Method>
    >
    {
        ["smoothgrad"] = seed => SmoothGrad.With(new Noise(Seed: seed), Norm.L1),
        ["smoothgrad-squared"] = seed => SmoothGrad.With(new Noise(Seed: seed), Norm.Squared),
        ["smoothgrad-l2"] = seed => SmoothGrad.With(new Noise(Seed: seed), Norm.L2),
        ["smoothgrad-max"] = seed => SmoothGrad.With(new Noise(Seed: seed), Norm.Max),
        ["smoothgrad-sum"] = seed => SmoothGrad.With(new Noise(Seed: seed), Norm.Sum),
        ["smoothgrad-gi"] = seed => SmoothGrad.TimesInputWith(new Noise(Seed: seed)),
        ["gradient-variance"] = seed => SmoothGrad.VarianceWith(new Noise(Seed: seed)),
        ["shapley"] = seed => Shapley.With(mostExact: 0, permutations: 60, seed),
        ["shapley, odd"] = seed => Shapley.With(mostExact: 0, permutations: 31, seed),
        ["limsse"] = seed => Limsse.With(samples: 400, longest: 20, seed),
    }.ToImmutableDictionary();

    public static TheoryData<string> Names { get; } = [.. Seeded.Keys.Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Estimates_by_many_seeds_spread_as_far_as_their_standard_errors_say(string name)
    {
        // Of 30 words there are 410 substrings of up to 20, so that 400 are drawn.
        var sentence = RandomNetworks.Sentences(7, name == "limsse" ? 30 : 14)[0];
        AgreeWithSpread(0.85, 1.2, sentence, Seeded[name]);
    }

    [Fact]
    public void Estimates_that_stop_by_themselves_spread_little_farther()
    {
        var sentence = RandomNetworks.Sentences(7, 14)[0];
        Func<double, int, Method>[] until =
        [
            (error, seed) => SmoothGrad.TimesInputWith(Noise.Until(error, seed: seed)),
            (error, seed) => SmoothGrad.VarianceWith(Noise.Until(error, seed: seed)),
        ];
        foreach (var method in until)
        {
            // Of so large an error, which 100 samples have by one seed, some seeds stop there, and others do not.
            var coarse = method(double.MaxValue, 0).Explain(Network, sentence, Aim)[0];
            var error = SampledOf(coarse).Largest / Math.Sqrt(2);
            var samples = AgreeWithSpread(0.75, 1.2, sentence, seed => method(error, seed));
            Assert.InRange(samples.Distinct().Count(), 2, 4);
        }
    }

    /// <summary>How many samples each seed took.</summary>
    private static int[] AgreeWithSpread(double least, double most, Sentence sentence, Func<int, Method> bySeed)
    {
        var found = Enumerable.Range(0, 400).Select(seed => bySeed(seed).Explain(Network, sentence, Aim)[0]).ToArray();
        foreach (var word in Enumerable.Range(0, sentence.Length))
        {
            var mean = found.Average(one => one.Relevances[word]);
            var spread = Math.Sqrt(found.Sum(one => Math.Pow(one.Relevances[word] - mean, 2)) / (found.Length - 1));
            var said = Math.Sqrt(found.Average(one => Math.Pow(Errors(one)[word], 2)));
            // A word of zeros is what it would be without it, whatever is drawn.
            if (sentence.Ids[word] == Sentence.ZeroId && said == 0)
                Assert.InRange(spread, 0, 1e-12);
            else
                Assert.InRange(said / spread, least, most);
        }

        return [.. found.Select(one => SampledOf(one).Samples)];
    }

    [Fact]
    public void Of_gradients_they_are_the_literal_ones()
    {
        var sentence = RandomNetworks.Sentences(5, 3)[0];
        var noise = new Noise(Samples: 7, Deviation: 0.2, Seed: 3);
        var vectors = sentence.Ids.SelectMany(id => Network.Embedding.Row(id).ToArray()).ToArray();
        double[] Gradients(int sample)
        {
            var normals = RandomNumbers
                .Normals(RandomNumbers.Bits(Changes.Key(3, sentence), sample), 3, 6)
                .Span.ToArray();
            var noisy = vectors.Zip(normals, (x, n) => x + (0.2 * (vectors.Max() - vectors.Min()) * n));
            var trace = ForwardPass.Run(Network, Sentence.Of(Matrix.Of(3, 6, [.. noisy]), Option<int>.None));
            return Pool.PerFeature(Gradient.Back(trace, [1])).Span.ToArray();
        }

        double[][] samples = [.. Enumerable.Range(0, 7).Select(Gradients)];
        double[] mean = [.. vectors.Select((_, at) => samples.Average(gradient => gradient[at]))];
        double[] size = [.. vectors.Select((_, at) => samples.Average(gradient => Math.Abs(gradient[at])))];

        // The standard error of the mean of Σ_k of a function of sample, place and word, for each word.
        double[] Literal(Func<double[], int, int, double> part) =>
            [
                .. Enumerable
                    .Range(0, 3)
                    .Select(word =>
                    {
                        double[] parts =
                        [
                            .. samples.Select(gradient =>
                                Enumerable.Range(6 * word, 6).Sum(at => part(gradient, at, word))
                            ),
                        ];
                        return Math.Sqrt(parts.Sum(one => Math.Pow(one - parts.Average(), 2)) / (7 * 6));
                    }),
            ];
        double Length(int word) => Math.Sqrt(mean.Skip(6 * word).Take(6).Sum(number => number * number));
        bool IsLargest(int at, int word) => Math.Abs(mean[at]) == mean.Skip(6 * word).Take(6).Max(Math.Abs);
        void Are(Func<double[], int, int, double> part, Method method) =>
            Close.Absolute(1e-13, Literal(part), Errors(method.Explain(Network, sentence, Aim)[0]));
        Are((g, at, _) => Math.Sign(mean[at]) * g[at], SmoothGrad.With(noise, Norm.L1));
        Are((g, at, _) => 2 * mean[at] * g[at], SmoothGrad.With(noise, Norm.Squared));
        Are((g, at, word) => mean[at] / Length(word) * g[at], SmoothGrad.With(noise, Norm.L2));
        Are((g, at, word) => IsLargest(at, word) ? Math.Sign(mean[at]) * g[at] : 0, SmoothGrad.With(noise, Norm.Max));
        Are((g, at, _) => g[at], SmoothGrad.With(noise, Norm.Sum));
        Are((g, at, _) => vectors[at] * g[at], SmoothGrad.TimesInputWith(noise));
        Are((g, at, _) => Math.Pow(Math.Abs(g[at]) - size[at], 2), SmoothGrad.VarianceWith(noise));
    }

    [Fact]
    public void Of_shapley_values_they_are_those_of_the_mean_of_pairs_of_orders()
    {
        var sentence = RandomNetworks.Sentences(7, 5)[0];
        double Value(Func<int, bool> isIn) =>
            Network
                .Predict(
                    Sentence.Of(
                        sentence.Words,
                        [.. sentence.Ids.Select((id, at) => isIn(at) ? id : Sentence.ZeroId)],
                        Option<int>.None
                    )
                )
                .Scores[1];
        double Rise(IReadOnlyList<int> ranks, int word) =>
            Value(other => ranks[other] <= ranks[word]) - Value(other => ranks[other] < ranks[word]);
        double OfPair(int pair, int word)
        {
            var ranks = RandomNumbers.Permutation(RandomNumbers.Bits(Changes.Key(4, sentence), pair), 5);
            return (Rise(ranks, word) + Rise([.. ranks.Select(rank => 4 - rank)], word)) / 2;
        }

        double Literal(int word)
        {
            double[] pairs = [.. Enumerable.Range(0, 6).Select(pair => OfPair(pair, word))];
            return Math.Sqrt(pairs.Sum(one => Math.Pow(one - pairs.Average(), 2)) / (6 * 5));
        }

        var found = Shapley.With(mostExact: 0, permutations: 12, seed: 4).Explain(Network, sentence, Aim)[0];
        Close.Absolute(1e-13, Enumerable.Range(0, 5).Select(Literal), Errors(found));
        Assert.Equal(12, SampledOf(found).Samples);
    }

    [Fact]
    public void Of_limsse_they_are_those_of_coefficients_of_least_squares_with_residues_of_any_size()
    {
        var sentence = RandomNetworks.Sentences(8, 12)[0];
        var taken = Limsse.Substrings(sentence, samples: 50, longest: 9, seed: 2);
        var rows = taken.SelectMany(one => Enumerable.Repeat(one.Substring, one.Count)).ToArray();
        var x = Matrix<double>.Build.Dense(
            rows.Length,
            12,
            (n, word) => word >= rows[n].First && word < rows[n].First + rows[n].Length ? 1 : 0
        );
        double Value(Substring run)
        {
            var places = Enumerable.Range(run.First, run.Length);
            return Network
                .Predict(
                    Sentence.Of(
                        [.. places.Select(at => sentence.Words[at])],
                        [.. places.Select(at => sentence.Ids[at])],
                        Option<int>.None
                    )
                )
                .Scores[1];
        }

        var y = Vector<double>.Build.Dense([.. rows.Select(Value)]);
        var inverse = x.TransposeThisAndMultiply(x).Inverse();
        var residues = y - (x * (inverse * x.TransposeThisAndMultiply(y)));
        var meat = x.TransposeThisAndMultiply(
            Matrix<double>.Build.DiagonalOfDiagonalVector(residues.PointwisePower(2)) * x
        );
        var variances = (50.0 / (50 - 12) * inverse * meat * inverse).Diagonal();
        var found = Limsse.With(samples: 50, longest: 9, seed: 2).Explain(Network, sentence, Aim)[0];
        Close.Absolute(1e-12, variances.Select(Math.Sqrt), Errors(found));
        Assert.Equal(50, SampledOf(found).Samples);
    }

    [Fact]
    public void Where_nothing_is_drawn_they_are_0_and_of_too_few_samples_unknown()
    {
        var sentence = RandomNetworks.Sentences(7, 6)[0];
        foreach (var whole in new[] { Shapley.Default, Limsse.Default })
        {
            var found = SampledOf(whole.Explain(Network, sentence));
            Assert.Equal(0, found.Samples);
            Assert.All(found.StandardErrors, error => Assert.Equal(0, error));
        }

        Method[] few =
        [
            Shapley.With(mostExact: 0, permutations: 2),
            Limsse.With(samples: 6),
            SmoothGrad.TimesInputWith(new Noise(Samples: 1)),
        ];
        Assert.All(
            few.SelectMany(method => SampledOf(method.Explain(Network, sentence)).StandardErrors),
            error => Assert.True(double.IsNaN(error))
        );
    }

    [Fact]
    public void Only_methods_that_draw_samples_have_any()
    {
        var sentence = RandomNetworks.Sentences(7, 4)[0];
        var network = RandomNetworks.Create(units: 4, inputSize: 5, classes: 3, directions: 2);
        Assert.Equal(
            ["smoothgrad", "smoothgrad-gi", "gradient-variance", "shapley", "limsse"],
            OfferedMethods.All.Where(method => method.IsSampled).Select(method => method.Name)
        );
        Assert.All(
            OfferedMethods.All,
            method => Assert.Equal(method.IsSampled, method.Explain(network, sentence).Sampled.IsSome)
        );
    }

    /// <summary>Each method until a standard error, by that and the most samples; by a number of samples; the first
    /// round.</summary>
    private static readonly ImmutableArray<(
        Func<double, int, Method> Until,
        Func<int, Method> With,
        int First
    )> Sought =
    [
        (
            (error, most) => SmoothGrad.With(Noise.Until(error, most, seed: 5), Norm.L1),
            samples => SmoothGrad.With(new Noise(samples, Seed: 5), Norm.L1),
            50
        ),
        (
            (error, most) => SmoothGrad.VarianceWith(Noise.Until(error, most, seed: 5)),
            samples => SmoothGrad.VarianceWith(new Noise(samples, Seed: 5)),
            50
        ),
        (
            (error, most) => Shapley.Until(error, mostExact: 0, most, seed: 5),
            samples => Shapley.With(mostExact: 0, samples, seed: 5),
            100
        ),
        (
            (error, most) => Limsse.Until(error, most, longest: 160, seed: 5),
            samples => Limsse.With(samples, longest: 160, seed: 5),
            3000
        ),
    ];

    // Of 160 words there are 12,880 substrings, more than four rounds of limsse have.
    private static int LengthOf(int method) => method == 3 ? 160 : 50;

    public static TheoryData<int> Methods { get; } = [.. Enumerable.Range(0, 4)];

    [Theory]
    [MemberData(nameof(Methods))]
    public void Rounds_go_on_until_each_is_small_enough_and_find_what_as_many_samples_find_at_once(int at)
    {
        var (until, with, first) = Sought[at];
        var sentence = RandomNetworks.Sentences(7, LengthOf(at))[0];
        Explanation At(Method method) => method.Explain(Network, sentence, Aim)[0];
        var (one, two, four) = (At(with(first)), At(with(2 * first)), At(with(4 * first)));

        // Between the largest standard errors of two rounds, the second is the first that does.
        foreach (
            var (coarse, fine, most) in new[]
            {
                (one, two, 4 * first),
                (two, four, 100 * first),
                (two, four, 4 * first),
            }
        )
        {
            var (error, least) = (SampledOf(coarse).Largest, SampledOf(fine).Largest);
            Assert.True(least < error, $"{least} is not below {error}");
            var found = At(until((error + least) / 2, most));
            Assert.Equal(fine.Relevances.AsEnumerable(), found.Relevances);
            Assert.Equal(Errors(fine).AsEnumerable(), Errors(found));
            Assert.Equal(SampledOf(fine).Samples, SampledOf(found).Samples);
            Assert.True(SampledOf(found).IsReached);
        }

        var most3 = At(until(0, 3 * first));
        Assert.Equal(At(with(3 * first)).Relevances.AsEnumerable(), most3.Relevances);
        Assert.False(SampledOf(most3).IsReached);
    }

    [Theory]
    [MemberData(nameof(Methods))]
    public void Batches_threads_and_other_classes_change_no_bit(int at)
    {
        var sentences = RandomNetworks.Sentences(7, 5, 90, 13, 20);
        var until = Sought[at].Until(0.004, 400);
        var alone = sentences
            .Select(sentence =>
                (ImmutableArray<Explanation>)[.. Enumerable.Range(0, 3).Select(OfClass(until, sentence))]
            )
            .ToArray();
        foreach (var threads in new[] { 1, 3 })
        {
            var together = Pipelines
                .Explain([until], Network, sentences, Target.All, new ExplainOptions(threads))
                .ToArray();
            Assert.Equal(alone, together);
        }
    }

    [Fact]
    public void Errors_that_cannot_be_sought_are_refused()
    {
        foreach (var error in new[] { -1, double.NaN, double.PositiveInfinity })
        {
            Assert.Throws<ArgumentOutOfRangeException>(() => Noise.Until(error));
            Assert.Throws<ArgumentOutOfRangeException>(() => Shapley.Until(error));
            Assert.Throws<ArgumentOutOfRangeException>(() => Limsse.Until(error));
        }

        Assert.Throws<ArgumentOutOfRangeException>(() => Shapley.Until(0.1, most: 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => Limsse.Until(0.1, most: 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => Noise.Until(0.1, most: 0));
    }

    private static Func<int, Explanation> OfClass(Method method, Sentence sentence) =>
        index => method.Explain(Network, sentence, Target.Class(index))[0];

    private static Sampled SampledOf(Explanation explanation) =>
        explanation.Sampled.IfNone(() => throw new InvalidOperationException("nothing is sampled"));

    private static ImmutableArray<double> Errors(Explanation explanation) => SampledOf(explanation).StandardErrors;
}
