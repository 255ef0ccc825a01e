using System.Collections.Immutable;
using LrpFunctional.Explanations;
using LrpFunctional.Networks;
using LrpFunctional.Numerics;
using LrpFunctional.Passes;
using LrpFunctional.Sequences;

namespace LrpFunctional.Methods.Interactions;

/// <summary>
/// Contextual decomposition of a phrase less its parts: I_ij = β({i, j}) − β({i}) − β({j}), what two words made
/// together that neither made alone (Murdoch, Liu and Yu 2018; of any two words, whether neighbours or not).
/// </summary>
public static class ContextualInteraction
{
    /// <summary>The method cd; what biases write together is no phrase's.</summary>
    public static InteractionMethod Default { get; } = With(BiasProduct.Rest);

    /// <summary>The method cd, or cd-bias, which puts what biases write together elsewhere.</summary>
    public static InteractionMethod With(BiasProduct biases) =>
        new(
            MethodNames.Of("cd", (biases == BiasProduct.Phrase, "bias")),
            "contextual decomposition of both words less that of each",
            $"product of biases: {biases}",
            (network, sentence, outputs, _) => Shares(biases, network, sentence, outputs)
        );

    private static ImmutableArray<PairShare> Shares(
        BiasProduct biases,
        RecurrentNetwork network,
        Sentence sentence,
        ImmutableArray<Output> outputs
    )
    {
        var trace = ForwardPass.Run(network, sentence);
        var pairs = PairMatrix.Pairs(sentence.Length);
        var found = ContextualDecomposition.Of(
            trace,
            lane: 0,
            biases,
            [
                .. Enumerable.Range(0, sentence.Length).Select(word => ImmutableArray.Create(word)),
                .. pairs.Select(pair => ImmutableArray.Create(pair.First, pair.Second)),
            ]
        );
        PairShare Share(Output output)
        {
            var parts = Product.WithTransposed(found.Phrase, OutputSlopes.Weights("cd", [output], trace.Scores));
            return PairShare.Of(
                sentence.Length,
                pairs.Select(
                    (pair, at) => parts[sentence.Length + at, 0] - parts[pair.First, 0] - parts[pair.Second, 0]
                )
            );
        }

        return [.. outputs.Select(Share)];
    }
}
