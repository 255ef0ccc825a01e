using System.Collections.Immutable;
using LanguageExt;

namespace LrpFunctional.Networks;

/// <summary>Everything a network is built from, not yet checked.</summary>
/// <param name="Embedding">One row per word (V × e).</param>
/// <param name="Directions">The cells of the recurrent layer: one, or left-to-right and right-to-left.</param>
/// <param name="Output">One row per class over the last hidden states of all directions, side by side (C × Σd).</param>
/// <param name="OutputBias">One number per class (C); none counts as zeros.</param>
public sealed record NetworkWeights(Weight Embedding, ImmutableArray<CellWeights> Directions, Weight Output, Option<Weight> OutputBias);
