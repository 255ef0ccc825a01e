using System.Collections.Immutable;
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
public static class SmoothGrad
{
    /// <summary>The method smoothgrad: R_t = ‖1/n Σ_i G_i,t‖, saliency with the mean of the gradients.</summary>
    public static Method Default { get; } = With(new Noise(), Norm.L1);

    /// <summary>
    /// The method smoothgrad-gi: R_tk = x_tk · 1/n Σ_i G_i,tk, gradient × input with the mean of the gradients.
    /// </summary>
    public static Method TimesInput { get; } = TimesInputWith(new Noise());

    /// <summary>
    /// The method gradient-variance: R_tk = 1/n Σ_i (|G_i,tk| − their mean over i)², how much the reaction to a word
    /// depends on its surroundings (Adebayo, Gilmer, Goodfellow, Kim 2018); a word has the sum of its numbers.
    /// </summary>
    public static Method Variance { get; } = VarianceWith(new Noise());

    /// <summary>
    /// smoothgrad with other noise, or by another size of the mean gradient: smoothgrad-max and so on.
    /// </summary>
    public static Method With(Noise noise, Norm norm) =>
        Of(
            MethodNames.Of("smoothgrad", norm, Norm.L1),
            "the magnitude of the mean of gradients under noise",
            $"{noise}, norm {norm.Name}",
            noise,
            (_, gradients) =>
            {
                var mean = Mean(gradients);
                return (norm.OfWords(mean), norm.OfFeatures(mean));
            }
        ) with
        {
            IsSigned = false,
        };

    /// <summary>smoothgrad-gi with other noise.</summary>
    public static Method TimesInputWith(Noise noise) =>
        Of(
            "smoothgrad-gi",
            "gradient × input, with the mean of gradients under noise",
            $"{noise}",
            noise,
            (vectors, gradients) => Adding(vectors.Times(Mean(gradients)))
        );

    /// <summary>gradient-variance with other noise.</summary>
    public static Method VarianceWith(Noise noise) =>
        Of(
            "gradient-variance",
            "the variance of the gradient's magnitude under noise",
            $"{noise}",
            noise,
            (_, gradients) => Adding(Varying([.. gradients.Select(Elementwise.Magnitude)]))
        ) with
        {
            IsSigned = false,
        };

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
    private static (Matrix Words, Matrix Features) Adding(Matrix numbers) => (numbers.RowSums(), numbers);

    private static Method Of(
        string name,
        string description,
        string settings,
        Noise noise,
        Func<Matrix, ImmutableArray<Matrix>, (Matrix Words, Matrix Features)> of
    ) =>
        Method.Of(
            name,
            description,
            settings,
            new SentenceWords(
                HasFeatures: true,
                (network, sentence, outputs) => Shares(noise, of, network, sentence, outputs)
            )
        );

    private static ImmutableArray<SentenceShare> Shares(
        Noise noise,
        Func<Matrix, ImmutableArray<Matrix>, (Matrix Words, Matrix Features)> of,
        RecurrentNetwork network,
        Sentence sentence,
        ImmutableArray<Output> outputs
    )
    {
        var vectors = Changes.Vectors(network, sentence);
        var numbers = Changes.Said(network, vectors).ToArray();
        var (deviation, key) = (noise.Deviation * (numbers.Max() - numbers.Min()), Changes.Key(noise.Seed, sentence));
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
            .Gradients(network, Enumerable.Range(0, noise.Samples).Select(Noisy), outputs)
            .ToImmutableArray();
        SentenceShare Share(int output)
        {
            var (words, features) = of(vectors, [.. gradients.Select(ofSample => ofSample[output])]);
            return new SentenceShare(words, Option<double>.None, features);
        }

        return [.. Enumerable.Range(0, outputs.Length).Select(Share)];
    }
}
