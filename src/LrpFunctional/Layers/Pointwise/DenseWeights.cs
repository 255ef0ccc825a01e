using System.Collections.Immutable;
using LanguageExt;
using LrpFunctional.Numerics;

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

    /// <summary>W and b.</summary>
    public ImmutableArray<Option<Weight>> Learned => [Weights, Bias];

    /// <inheritdoc/>
    public ILayerWeights WithLearned(ImmutableArray<Matrix> values) => With(values);

    internal DenseWeights With(ImmutableArray<Matrix> values) =>
        this with
        {
            Weights = Weights with { Values = values[0] },
            Bias = Bias.Map(bias => bias with { Values = values[1] }),
        };
}
