using System.Collections.Immutable;
using LanguageExt;
using LrpFunctional.Layers;
using LrpFunctional.Layers.Pointwise;
using LrpFunctional.Sequences;

namespace LrpFunctional.Networks;

/// <summary>Everything a network is built from, not yet checked.</summary>
/// <param name="Embedding">One row per word (V × e); a network that reads numbers has no rows (0 × e).</param>
/// <param name="Layers">The layers, each after those that it reads; the last is a dense layer without an activation and
/// gives the scores, one row per class.</param>
public sealed record NetworkWeights(Weight Embedding, ImmutableArray<PlacedWeights> Layers)
{
    /// <summary>Which steps of a sentence are skipped, if any are.</summary>
    public Option<Mask> Mask { get; init; }

    /// <summary>How many steps every sequence has, where they are all of one length.</summary>
    public Option<int> Steps { get; init; }

    /// <summary>
    /// How many static features stand beside the steps: the last columns of the numbers that go in, read at one more
    /// step, the last.
    /// </summary>
    public int StaticSize { get; init; }

    /// <summary>The last layer, which gives the scores, if it is dense.</summary>
    public Option<DenseWeights> Output =>
        Layers.LastOrDefault()?.Weights is DenseWeights dense ? dense : Option<DenseWeights>.None;

    /// <summary>Another last layer.</summary>
    public NetworkWeights WithOutput(DenseWeights output) =>
        this with
        {
            Layers = Layers.SetItem(Layers.Length - 1, Layers[^1] with { Weights = output }),
        };

    /// <summary>Layers of which each reads the one before it, the first the word vectors.</summary>
    public static NetworkWeights Chain(Weight embedding, params ImmutableArray<ILayerWeights> layers) =>
        new(embedding, [.. layers.Select((layer, at) => new PlacedWeights(layer, [at - 1]))]);

    /// <summary>Two are equal when all that they hold is.</summary>
    public bool Equals(NetworkWeights? other) =>
        other is not null
        && Embedding == other.Embedding
        && Layers.Same(other.Layers)
        && Mask == other.Mask
        && StaticSize == other.StaticSize;

    /// <summary>A hash over it.</summary>
    public override int GetHashCode() => HashCode.Combine(Embedding, Layers.Hash(), Mask);
}
