using System.Collections.Immutable;
using LanguageExt;

namespace LrpFunctional.Layers.Pointwise.Dropouts;

/// <summary>What a dropout is built from: a network in training has them, one that explains has none.</summary>
/// <param name="Rate">p, the part of the units that is left out; from 0 up, below 1.</param>
/// <param name="Key">Where the random numbers come from.</param>
public sealed record DropoutWeights(double Rate, ulong Key) : ILayerWeights
{
    /// <inheritdoc/>
    public FlowShape Makes(ImmutableArray<FlowShape> read) => read[0];

    /// <inheritdoc/>
    public Validation<Fault, ILayer> Create(ImmutableArray<FlowShape> read) =>
        Rate is >= 0 and < 1
            ? new DropoutLayer(Rate, Key, read[0].Strands)
            : new Fault("dropout", $"the rate is {Rate}, where a number from 0 up, below 1, is expected", "lower it");
}
