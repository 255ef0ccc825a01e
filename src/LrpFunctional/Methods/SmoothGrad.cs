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
/// Viégas, Wattenberg 2017). To first order R is the mean over i of a number u_i that is linear in what sample i gave,
/// and its standard error √(Σ_i (u_i − mean u)² / (n (n − 1))), by the delta method.
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
                var slopes = norm.Slopes(mean);
                return new(norm.OfWords(mean), norm.OfFeatures(mean), [.. gradients.Select(slopes.Times)]);
            }
        ) with
        {
            IsSigned = norm.IsSigned,
        };

    /// <summary>smoothgrad-gi with other noise.</summary>
    public static Method TimesInputWith(Noise noise) =>
        Of(
            "smoothgrad-gi",
            "gradient × input, with the mean of gradients under noise",
            $"{noise}",
            noise,
            (vectors, gradients) => Adding(vectors.Times(Mean(gradients)), [.. gradients.Select(vectors.Times)])
        );

    /// <summary>gradient-variance with other noise.</summary>
    public static Method VarianceWith(Noise noise) =>
        Of(
            "gradient-variance",
            "the variance of the gradient's magnitude under noise",
            $"{noise}",
            noise,
            (_, gradients) =>
            {
                var squares = Squares([.. gradients.Select(Elementwise.Magnitude)]);
                return Adding(Mean(squares), squares);
            }
        ) with
        {
            IsSigned = false,
        };

    private static Matrix Mean(ImmutableArray<Matrix> matrices) =>
        (1.0 / matrices.Length) * matrices.AsEnumerable().Aggregate((x, y) => x + y);

    /// <summary>The squared distance of each element from its mean.</summary>
    private static ImmutableArray<Matrix> Squares(ImmutableArray<Matrix> matrices)
    {
        var mean = Mean(matrices);
        Matrix Squared(Matrix difference) => difference.Times(difference);
        return [.. matrices.Select(matrix => Squared(matrix - mean))];
    }

    /// <summary>√(Σ_i (u_i − mean u)² / (n (n − 1))) of each row, u_i the sum of its numbers.</summary>
    private static ImmutableArray<double> StandardErrors(ImmutableArray<Matrix> parts)
    {
        var squares = Squares([.. parts.Select(part => part.RowSums())]);
        return [.. Mean(squares).Map(square => Math.Sqrt(square / (parts.Length - 1))).Span];
    }

    // A word has the sum of its numbers.
    private static Found Adding(Matrix numbers, ImmutableArray<Matrix> parts) => new(numbers.RowSums(), numbers, parts);

    /// <summary>What all samples give.</summary>
    /// <param name="Words">R of each word (T × 1).</param>
    /// <param name="Features">R of each word and feature (T × e).</param>
    /// <param name="Parts">What each sample has in it, to first order (T × e); u_i is the sum over features.</param>
    private sealed record Found(Matrix Words, Matrix Features, ImmutableArray<Matrix> Parts);

    private static Method Of(
        string name,
        string description,
        string settings,
        Noise noise,
        Func<Matrix, ImmutableArray<Matrix>, Found> of
    ) =>
        Method.Of(
            name,
            description,
            settings,
            new SentenceWords(
                HasFeatures: true,
                (network, sentence, outputs) => Shares(noise, of, network, sentence, outputs)
            )
        ) with
        {
            IsSampled = true,
        };

    private static ImmutableArray<SentenceShare> Shares(
        Noise noise,
        Func<Matrix, ImmutableArray<Matrix>, Found> of,
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
        ImmutableArray<ImmutableArray<Matrix>> Grown(ImmutableArray<ImmutableArray<Matrix>> fewer, int samples) =>
            fewer.AddRange(
                OutputSlopes.Gradients(
                    network,
                    Enumerable.Range(fewer.Length, samples - fewer.Length).Select(Noisy),
                    outputs
                )
            );
        SentenceShare Share(ImmutableArray<ImmutableArray<Matrix>> gradients, int output)
        {
            var found = of(vectors, [.. gradients.Select(ofSample => ofSample[output])]);
            return new SentenceShare(found.Words, Option<double>.None, found.Features)
            {
                Sampled = new Sampled(StandardErrors(found.Parts), gradients.Length, noise.Sought),
            };
        }

        return noise.Rounds.Draw(
            ImmutableArray<ImmutableArray<Matrix>>.Empty,
            Grown,
            gradients => [.. Enumerable.Range(0, outputs.Length).Select(output => Share(gradients, output))]
        );
    }
}
