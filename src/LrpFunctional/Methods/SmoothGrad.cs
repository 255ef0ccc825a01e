using System.Collections.Immutable;
using System.Globalization;
using LanguageExt;
using LrpFunctional.Explanations;
using LrpFunctional.Networks;
using LrpFunctional.Numerics;
using LrpFunctional.Sequences;

namespace LrpFunctional.Methods;

/// <summary>
/// Gradients G_i = ∂f/∂x at x + σ (max x − min x) N_i for i = 1 … n, with the largest and the smallest number of the
/// sentence's own vectors and Gaussian noise N_i, the same for the same seed and sentence (Smilkov, Thorat, Kim,
/// Viégas, Wattenberg 2017).
/// </summary>
/// <param name="Samples">n, from 1 to 100,000.</param>
/// <param name="Deviation">σ, from 0 on.</param>
/// <param name="Seed">What the noise comes from.</param>
public sealed record SmoothGrad(int Samples = 50, double Deviation = 0.15, int Seed = 0)
{
    /// <summary>What n may be.</summary>
    public static NumberRange SampleCounts { get; } = NumberRange.Whole(1, 100_000, "50 is the default");

    /// <summary>What σ may be.</summary>
    public static NumberRange Deviations { get; } = NumberRange.From(0, "0.15 is the default");

    /// <summary>The method smoothgrad: R_t = ‖1/n Σ_i G_i,t‖, saliency with the mean of the gradients.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is less than one sample, or σ is negative or no
    /// number.</exception>
    public Method Method => By(Norm.L1);

    /// <summary>
    /// The method smoothgrad-gi: R_tk = x_tk · 1/n Σ_i G_i,tk, gradient × input with the mean of the gradients.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">There is less than one sample, or σ is negative or no
    /// number.</exception>
    public Method TimesInput =>
        Adding(
            "smoothgrad-gi",
            "gradient × input, with the mean of gradients under noise",
            (vectors, gradients) => vectors.Times(Mean(gradients))
        );

    /// <summary>
    /// The method gradient-variance: R_tk = 1/n Σ_i (|G_i,tk| − their mean over i)², how much the reaction to a word
    /// depends on its surroundings (Adebayo, Gilmer, Goodfellow, Kim 2018); a word has the sum of its numbers.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">There is less than one sample, or σ is negative or no
    /// number.</exception>
    public Method Variance =>
        Adding(
            "gradient-variance",
            "the variance of the gradient's magnitude under noise",
            (_, gradients) => Varying([.. gradients.Select(Elementwise.Magnitude)])
        );

    /// <summary>The method smoothgrad by another size of the mean gradient: smoothgrad-max and so on.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is less than one sample, or σ is negative or no
    /// number.</exception>
    public Method By(Norm norm) =>
        Named(
            MethodNames.Of("smoothgrad", norm, Norm.L1),
            "the magnitude of the mean of gradients under noise",
            $", norm {norm.Name}",
            (_, gradients) =>
            {
                var mean = Mean(gradients);
                return (norm.OfWords(mean), norm.OfFeatures(mean));
            }
        );

    private static Matrix Mean(ImmutableArray<Matrix> matrices) =>
        (1.0 / matrices.Length) * matrices.AsEnumerable().Aggregate((x, y) => x + y);

    /// <summary>The variance of each element.</summary>
    private static Matrix Varying(ImmutableArray<Matrix> matrices)
    {
        var mean = Mean(matrices);
        Matrix Squared(Matrix difference) => difference.Times(difference);
        return Mean([.. matrices.Select(matrix => Squared(matrix - mean))]);
    }

    // A word has the sum of its numbers.
    private Method Adding(string name, string description, Func<Matrix, ImmutableArray<Matrix>, Matrix> features) =>
        Named(
            name,
            description,
            "",
            (vectors, gradients) =>
            {
                var numbers = features(vectors, gradients);
                return (numbers.RowSums(), numbers);
            }
        );

    private Method Named(
        string name,
        string description,
        string settings,
        Func<Matrix, ImmutableArray<Matrix>, (Matrix Words, Matrix Features)> of
    ) =>
        Method.Of(
            name,
            description,
            string.Create(
                CultureInfo.InvariantCulture,
                $"{SampleCounts.Require(nameof(Samples), Samples)} samples, deviation "
                    + $"{Deviations.Require(nameof(Deviation), Deviation)}, seed {Seed}{settings}"
            ),
            new SentenceWords(HasFeatures: true, (network, sentence, outputs) => Shares(network, sentence, outputs, of))
        );

    private ImmutableArray<SentenceShare> Shares(
        RecurrentNetwork network,
        Sentence sentence,
        ImmutableArray<Output> outputs,
        Func<Matrix, ImmutableArray<Matrix>, (Matrix Words, Matrix Features)> of
    )
    {
        var vectors = Changes.Vectors(network, sentence);
        var numbers = vectors.Span.ToArray();
        var (deviation, key) = (Deviation * (numbers.Max() - numbers.Min()), Changes.Key(Seed, sentence));
        Sentence Noisy(int sample) =>
            Sentence.Of(
                Elementwise.AddScaled(
                    vectors,
                    deviation,
                    RandomNumbers.Normals(RandomNumbers.Bits(key, sample), vectors.Rows, vectors.Columns)
                ),
                Option<int>.None
            );
        var gradients = OutputSlopes
            .Gradients(network, Enumerable.Range(0, Samples).Select(Noisy), outputs)
            .ToImmutableArray();
        SentenceShare Share(int output)
        {
            var (words, features) = of(vectors, [.. gradients.Select(ofSample => ofSample[output])]);
            return new SentenceShare(words, Option<double>.None, features);
        }

        return [.. Enumerable.Range(0, outputs.Length).Select(Share)];
    }
}
