using System.Collections.Immutable;
using LanguageExt;

namespace LrpFunctional.Layers.Pointwise;

/// <summary>One dense layer's weights, not yet checked.</summary>
/// <param name="Weights">W (m × k).</param>
/// <param name="Bias">b (m); none counts as zeros.</param>
/// <param name="Activation">What is done to the sums.</param>
public sealed record DenseWeights(Weight Weights, Option<Weight> Bias, Activation Activation) : ILayerWeights
{
    /// <inheritdoc/>
    public FlowShape Makes(ImmutableArray<FlowShape> read) => read[0].InRows(Weights.Values.Rows);

    /// <inheritdoc/>
    public Validation<Fault, ILayer> Create(ImmutableArray<FlowShape> read) =>
        DenseLayer.Create(read[0].Units, this).Map(layer => (ILayer)layer);
}
