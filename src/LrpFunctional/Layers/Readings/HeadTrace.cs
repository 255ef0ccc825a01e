using System.Collections.Immutable;
using LrpFunctional.Layers.Pointwise;
using LrpFunctional.Layers.Recurrent;
using LrpFunctional.Numerics;
using LrpFunctional.Sequences;

namespace LrpFunctional.Layers.Readings;

/// <summary>What a head did with a batch.</summary>
/// <param name="Head">The head.</param>
/// <param name="Layer">The layer below it.</param>
/// <param name="Packing">Where each lane's steps lie.</param>
/// <param name="Reading">What it read.</param>
/// <param name="Dense">Its dense layers.</param>
public sealed record HeadTrace(
    Head Head,
    RecurrentLayer Layer,
    Packing Packing,
    ReadingTrace Reading,
    ImmutableArray<DenseTrace> Dense
)
{
    /// <summary>The scores (n × C), a row for each lane.</summary>
    public Matrix Scores => Dense[^1].Sums;
}
