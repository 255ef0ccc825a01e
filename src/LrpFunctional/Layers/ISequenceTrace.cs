using System.Collections.Immutable;
using LrpFunctional.Numerics;
using LrpFunctional.Rules;
using LrpFunctional.Sequences;

namespace LrpFunctional.Layers;

/// <summary>A layer's way through a batch, and the ways back from it step by step, by any rules.</summary>
public interface ISequenceTrace
{
    /// <summary>The layer that ran.</summary>
    ISequenceLayer Layer { get; }

    /// <summary>Where each lane's steps lie.</summary>
    Packing Packing { get; }

    /// <summary>
    /// What it read at each packed row, in the order of the words (rows × e): word vectors, or what the layer below it
    /// made.
    /// </summary>
    Matrix Read { get; }

    /// <summary>Relevance, given what reaches each strand.</summary>
    ISequenceRelevance Relevance(LayerRules rules, ImmutableArray<Arrival> arrivals);

    /// <summary>Backpropagation, given what reaches each strand.</summary>
    ISequenceGradient Gradient(ImmutableArray<Arrival> arrivals);

    /// <summary>DeepLIFT's multipliers, given those of each strand and what the layer did with the references.</summary>
    ISequenceGradient Rescaled(ISequenceTrace reference, ImmutableArray<Arrival> arrivals);
}
