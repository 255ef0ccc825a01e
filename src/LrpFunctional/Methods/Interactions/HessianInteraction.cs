using System.Collections.Immutable;
using LrpFunctional.Explanations;
using LrpFunctional.Networks;
using LrpFunctional.Numerics;
using LrpFunctional.Sequences;

namespace LrpFunctional.Methods.Interactions;

/// <summary>
/// Hessian × product: I_ij = x_iᵀ H_ij x_j = Σ_kl x_ik ∂²f/∂x_ik∂x_jl x_jl, second order's sibling of gradient × input
/// (Janizek, Sturmfels, Lee 2021 integrate it). H_ij x_j = (g_i(x_j (1 + δ)) − g_i(x_j (1 − δ))) / 2δ with the gradient
/// g_i = ∂f/∂x_i and δ = 1e-5: two gradients for each word. The mean of x_iᵀ (H_ij x_j) and x_jᵀ (H_ji x_i) is taken,
/// which differ by what the differences miss.
/// </summary>
public static class HessianInteraction
{
    /// <summary>δ: the third root of the precision of numbers, where truncation and rounding are about equal.</summary>
    public const double Step = 1e-5;

    /// <summary>The method hessian.</summary>
    public static InteractionMethod Default { get; } =
        new(
            "hessian",
            "the second derivative by both words, times both",
            "central differences, step 1E-05",
            (network, sentence, outputs, _) => Shares(network, sentence, outputs)
        );

    private static ImmutableArray<PairShare> Shares(
        RecurrentNetwork network,
        Sentence sentence,
        ImmutableArray<Output> outputs
    )
    {
        var vectors = Changes.Vectors(network, sentence);
        Sentence Scaled(int word, double factor) =>
            Sentence.Of(
                vectors.Times(
                    Matrix
                        .Of(
                            vectors.Rows,
                            1,
                            [.. Enumerable.Range(0, vectors.Rows).Select(row => row == word ? factor : 1)]
                        )
                        .Repeat(vectors.Columns)
                ),
                LanguageExt.Option<int>.None
            );
        // Word by word x_iᵀ H_ij x_j of all i (T × 1), for each output.
        var reached = OutputSlopes
            .Gradients(
                network,
                Enumerable
                    .Range(0, vectors.Rows)
                    .SelectMany(word => new[] { Scaled(word, 1 + Step), Scaled(word, 1 - Step) }),
                outputs
            )
            .Chunk(2)
            .Select(ends =>
                ends[0]
                    .Zip(ends[1], (more, less) => (0.5 / Step) * vectors.Times(more - less).RowSums())
                    .ToImmutableArray()
            )
            .ToImmutableArray();
        PairShare Share(int output) =>
            PairShare.Of(
                sentence.Length,
                PairMatrix
                    .Pairs(sentence.Length)
                    .Select(pair =>
                        (reached[pair.Second][output][pair.First, 0] + reached[pair.First][output][pair.Second, 0]) / 2
                    )
            );

        return [.. Enumerable.Range(0, outputs.Length).Select(Share)];
    }
}
