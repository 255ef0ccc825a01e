using System.Collections.Immutable;
using LrpFunctional.Layers;
using LrpFunctional.Layers.Readings;
using LrpFunctional.Layers.Recurrent;

namespace LrpFunctional.Passes;

/// <summary>The gradient that flowed back through a network.</summary>
/// <param name="Head">What flowed through its head.</param>
/// <param name="Layers">What flowed through each recurrent layer, the lowest first.</param>
public sealed record NetworkGradient(HeadGradient Head, ImmutableArray<ISequenceGradient> Layers)
{
    /// <summary>What flowed through the recurrent layers.</summary>
    public ImmutableArray<LayerGradient> Recurrent => [.. Layers.OfType<LayerGradient>()];
}
