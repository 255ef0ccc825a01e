using LanguageExt;

namespace LrpFunctional.Layers;

/// <summary>What a layer that makes a sequence of a sequence is built from, not yet checked.</summary>
public interface ISequenceWeights
{
    /// <summary>How many numbers it makes for each step.</summary>
    int Units { get; }

    /// <summary>The layer for inputs of size e, or every fault there is in its weights.</summary>
    Validation<Fault, ISequenceLayer> Create(int inputSize);
}
