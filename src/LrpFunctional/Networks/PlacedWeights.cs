using System.Collections.Immutable;
using LrpFunctional.Layers;

namespace LrpFunctional.Networks;

/// <summary>A layer's weights and what the layer reads.</summary>
/// <param name="Weights">The weights.</param>
/// <param name="Reads">The numbers of earlier layers, or <see cref="Composition.Input"/> for the word vectors.</param>
public sealed record PlacedWeights(ILayerWeights Weights, ImmutableArray<int> Reads);
