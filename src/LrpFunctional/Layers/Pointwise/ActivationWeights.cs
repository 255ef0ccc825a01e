using System.Collections.Immutable;
using LanguageExt;

namespace LrpFunctional.Layers.Pointwise;

/// <summary>An activation of what one flow holds, as a layer of its own.</summary>
/// <param name="Activation">What is done to each number.</param>
public sealed record ActivationWeights(Activation Activation) : ILayerWeights
{
    /// <inheritdoc/>
    public FlowShape Makes(ImmutableArray<FlowShape> read) => read[0].InRows(read[0].Units);

    /// <inheritdoc/>
    public Validation<Fault, ILayer> Create(ImmutableArray<FlowShape> read) =>
        Activation.Fits("activation", read[0].Units).Map(_ => (ILayer)new ActivationLayer(Activation, read[0].Units));
}
