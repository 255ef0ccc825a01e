using System.Collections.Immutable;
using LanguageExt;
using LrpFunctional.Layers;
using LrpFunctional.Layers.Recurrent;
using LrpFunctional.Layers.Recurrent.Stateful;
using LrpFunctional.Numerics;

namespace LrpFunctional.Passes;

/// <summary>The relevance that flowed back through a network.</summary>
/// <param name="Trace">What the network did.</param>
/// <param name="Start">The relevance of the scores, where it all started (n × C).</param>
/// <param name="Layers">What flowed through each layer, in the order of the network.</param>
public sealed record NetworkRelevance(Trace Trace, Matrix Start, ImmutableArray<ILayerRelevance> Layers)
{
    /// <summary>R_k of what the network read at each packed row, in the order of the words (rows × e).</summary>
    public Matrix Features =>
        Trace
            .Network.Composition.AtInput<Arriving, ILayerRelevance>(
                Layers,
                (layer, read) => layer.ToRead(read),
                (one, other) => one + other
            )
            .OfRows(Strand.InRows(Trace.Network.InputSize), Trace.Batch.Packing);

    /// <summary>Σ_k R_k of what the network read at each packed row, in the order of the words (rows × 1).</summary>
    public Matrix Words => Features.RowSums();

    /// <summary>The relevance left on the initial states of all cells (n × 1).</summary>
    public Matrix Leftover => Layers.SelectMany(layer => layer.Leftover.ToSeq()).Aggregate((one, other) => one + other);

    /// <summary>The account of each lane.</summary>
    public ImmutableArray<Ledger> Ledgers => Ledger.Of(this);

    /// <summary>What arrived at the states of the recurrent layers, for each lane.</summary>
    public ImmutableArray<ImmutableArray<StateRelevance>> States => StateRelevance.Of(this);

    /// <summary>What flowed through the recurrent layers.</summary>
    public ImmutableArray<RecurrentRelevance> Recurrent =>
        [
            .. Layers
                .Select(layer => layer is StatefulRelevance stateful ? stateful.Recurrent : layer)
                .OfType<RecurrentRelevance>(),
        ];

    /// <summary>Two are equal when all that they hold is.</summary>
    public bool Equals(NetworkRelevance? other) =>
        other is not null && Trace == other.Trace && Start == other.Start && Layers.Same(other.Layers);

    /// <summary>A hash over it.</summary>
    public override int GetHashCode() => HashCode.Combine(Trace, Start, Layers.Hash());
}
