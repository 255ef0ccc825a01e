using System.Collections.Immutable;
using LrpFunctional.Layers.Pointwise;
using LrpFunctional.Numerics;

namespace LrpFunctional.Layers.Readings;

/// <summary>The gradient that flowed back through a reading of all steps.</summary>
/// <param name="Direct">w_t ⊙ d of each packed row (rows × D).</param>
/// <param name="Scorers">What flowed through the layers that score the states, if any do.</param>
internal sealed record WeightedReadingGradient(Matrix Direct, ImmutableArray<DenseGradient> Scorers) : ILayerGradient
{
    /// <summary>∂s/∂h of each packed row (rows × D).</summary>
    public Matrix ByStates => Scorers.IsEmpty ? Direct : Direct + Scorers[0].ByInputs;

    /// <inheritdoc/>
    public ImmutableArray<Matrix> ByWeights => [.. Scorers.SelectMany(scorer => scorer.ByWeights)];

    /// <inheritdoc/>
    public Arriving ToRead(int read) => new Arriving.AtEach(ByStates);

    /// <summary>Two are equal when all that they hold is.</summary>
    public bool Equals(WeightedReadingGradient? other) =>
        other is not null && Direct == other.Direct && Scorers.Same(other.Scorers);

    /// <summary>A hash over it.</summary>
    public override int GetHashCode() => HashCode.Combine(Direct, Scorers.Hash());
}
