using System.Collections.Immutable;
using LrpFunctional.Layers;
using LrpFunctional.Layers.Recurrent;
using LrpFunctional.Layers.Recurrent.Stateful;
using LrpFunctional.Networks;
using LrpFunctional.Numerics;
using LrpFunctional.Sequences;

namespace LrpFunctional.Passes;

/// <summary>All that a network did with a batch: every gate activation and state it went through.</summary>
/// <param name="Network">The network that ran.</param>
/// <param name="Batch">The sentences it read.</param>
/// <param name="Inputs">The word vectors, or the numbers, at each packed row in the order of the words (rows ×
/// e).</param>
/// <param name="Layers">One trace for each layer, in the order of the network.</param>
public sealed record Trace(
    RecurrentNetwork Network,
    PackedBatch Batch,
    Matrix Inputs,
    ImmutableArray<ILayerTrace> Layers
)
{
    /// <summary>Those of the recurrent layers.</summary>
    public ImmutableArray<RecurrentTrace> Recurrent =>
        [
            .. Layers
                .Select(layer => layer is StatefulTrace stateful ? stateful.Recurrent : layer)
                .OfType<RecurrentTrace>(),
        ];

    /// <summary>The class scores (n × C), a row for each lane.</summary>
    public Matrix Scores => Layers[^1].Made;

    /// <summary>Two are equal when all that they hold is.</summary>
    public bool Equals(Trace? other) =>
        other is not null
        && Network == other.Network
        && Batch == other.Batch
        && Inputs == other.Inputs
        && Layers.Same(other.Layers);

    /// <summary>A hash over it.</summary>
    public override int GetHashCode() => HashCode.Combine(Network, Batch, Inputs, Layers.Hash());
}
