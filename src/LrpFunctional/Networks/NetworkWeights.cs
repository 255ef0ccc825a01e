using System.Collections.Immutable;
using LanguageExt;
using LrpFunctional.Layers;
using LrpFunctional.Layers.Pointwise;
using LrpFunctional.Layers.Readings;
using LrpFunctional.Sequences;

namespace LrpFunctional.Networks;

/// <summary>Everything a network is built from, not yet checked.</summary>
/// <param name="Embedding">One row per word (V × e); a network that reads numbers has no rows (0 × e).</param>
/// <param name="Layers">The cells of each recurrent layer, the lowest first: one cell, or left-to-right and
/// right-to-left.</param>
/// <param name="Reading">What of the top layer the dense layers read.</param>
/// <param name="Attention">What scores each state for <see cref="Reading.Attention"/>, one unit at the end; else
/// empty.</param>
/// <param name="Dense">The dense layers; the last gives the scores, one row per class, without an activation.</param>
public sealed record NetworkWeights(
    Weight Embedding,
    ImmutableArray<ISequenceWeights> Layers,
    Reading Reading,
    ImmutableArray<DenseWeights> Attention,
    ImmutableArray<DenseWeights> Dense
)
{
    /// <summary>Which steps of a sentence are skipped, if any are.</summary>
    public Option<Mask> Mask { get; init; }
}
