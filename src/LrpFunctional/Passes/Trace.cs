using System.Collections.Immutable;
using LrpFunctional.Layers;
using LrpFunctional.Layers.Readings;
using LrpFunctional.Layers.Recurrent;
using LrpFunctional.Networks;
using LrpFunctional.Numerics;
using LrpFunctional.Sequences;

namespace LrpFunctional.Passes;

/// <summary>All that a network did with a batch: every gate activation and state it went through.</summary>
/// <param name="Network">The network that ran.</param>
/// <param name="Batch">The sentences it read.</param>
/// <param name="Layers">One trace for each layer that makes a sequence, the lowest first.</param>
/// <param name="Head">What the head made of the top layer's states.</param>
public sealed record Trace(
    RecurrentNetwork Network,
    PackedBatch Batch,
    ImmutableArray<ISequenceTrace> Layers,
    HeadTrace Head
)
{
    /// <summary>Those of the recurrent layers.</summary>
    public ImmutableArray<LayerTrace> Recurrent => [.. Layers.OfType<LayerTrace>()];

    /// <summary>The class scores (n × C), a row for each lane.</summary>
    public Matrix Scores => Head.Scores;
}
