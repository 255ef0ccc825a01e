using LrpFunctional.Numerics;
using LrpFunctional.Rules;
using LrpFunctional.Sequences;

namespace LrpFunctional.Layers;

/// <summary>A layer's way through a batch, and the ways back from it step by step, by any rules.</summary>
public interface ILayerTrace
{
    /// <summary>The layer that ran.</summary>
    ILayer Layer { get; }

    /// <summary>Where each lane's steps lie in what it made.</summary>
    Packing Packing { get; }

    /// <summary>What it made, a row for each packed row in the order of the words (rows × D).</summary>
    Matrix Made { get; }

    /// <summary>Relevance, given what reaches what it made.</summary>
    /// <param name="rules">The rules, of which the layer takes its own.</param>
    /// <param name="number">Which of its family the layer is.</param>
    /// <param name="arriving">What reaches what it made.</param>
    ILayerRelevance Relevance(RuleSet rules, int number, Arriving arriving);

    /// <summary>Backpropagation, given what reaches what it made.</summary>
    ILayerGradient Gradient(Arriving arriving);

    /// <summary>
    /// DeepLIFT's multipliers, given those of what it made and what the layer did with the references.
    /// </summary>
    ILayerGradient Rescaled(ILayerTrace reference, Arriving arriving);
}
