using System.Collections.Immutable;
using LanguageExt;
using LrpFunctional.Layers;
using LrpFunctional.Layers.Joins;
using LrpFunctional.Layers.Pointwise;
using LrpFunctional.Layers.Readings;
using LrpFunctional.Layers.Recurrent;
using LrpFunctional.Networks;
using LrpFunctional.Numerics;
using LrpFunctional.Sequences;
using LrpFunctional.Tests.Reference;

namespace LrpFunctional.Tests.Methods.Interactions;

/// <summary>Networks of one number a step whose interactions are known; Σ is the sum of the steps.</summary>
internal static class WorkedNetworks
{
    private static readonly Weight Number = new("input", Matrix.Zero(0, 1));

    // h_t = x_t + h_{t−1}.
    private static readonly RecurrentWeights Adding = new([
        new CellWeights(
            CellKind.Simple,
            Direction.LeftToRight,
            new Weight("input", Matrix.Of(1, 1, [1])),
            new Weight("recurrent", Matrix.Of(1, 1, [1])),
            Option<Weight>.None,
            Option<Weight>.None,
            Option<Weight>.None,
            Option<Weight>.None,
            Option<HardSigmoid>.None
        )
        {
            Variation = new CellVariation { Candidate = Activation.None },
        },
    ]);

    /// <summary>s₀ = 2 Σ · 3 Σ, s₁ = −s₀: the product of two sums.</summary>
    public static RecurrentNetwork Product { get; } =
        SmallLayers.Build(
            NetworkWeights.Chain(
                Number,
                Adding,
                new ReadingWeights(Reading.LastState),
                Dense(2, 3),
                new FactorProductWeights(Signal.Both),
                Dense(1, -1)
            )
        );

    /// <summary>s₀ = 5 Σ, s₁ = −2 Σ: a sum.</summary>
    public static RecurrentNetwork Sum { get; } =
        SmallLayers.Build(NetworkWeights.Chain(Number, Adding, new ReadingWeights(Reading.LastState), Dense(5, -2)));

    public static Sentence Steps(params ImmutableArray<double> numbers) =>
        Sentence.Of(Matrix.Of(numbers.Length, 1, numbers), Option<int>.None);

    private static DenseWeights Dense(params ImmutableArray<double> weights) =>
        new(
            new Weight("dense", Matrix.Of(weights.Length, 1, weights)),
            new Weight("bias", Matrix.Zero(1, weights.Length)),
            Activation.None
        );
}
