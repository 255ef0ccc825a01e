using System.Collections.Immutable;
using LrpFunctional.Layers;
using LrpFunctional.Layers.Readings;
using LrpFunctional.Layers.Recurrent;
using LrpFunctional.Numerics;

namespace LrpFunctional.Passes;

/// <summary>The relevance that flowed back through a network.</summary>
/// <param name="Start">The relevance of the scores, where it all started (n × C).</param>
/// <param name="Head">What flowed through its head.</param>
/// <param name="Layers">What flowed through each recurrent layer, the lowest first.</param>
public sealed record NetworkRelevance(Matrix Start, HeadRelevance Head, ImmutableArray<ISequenceRelevance> Layers)
{
    /// <summary>The relevance left on the initial states of all cells (n × 1).</summary>
    public Matrix Leftover => Layers.Select(layer => layer.Leftover).Aggregate((x, y) => x + y);

    /// <summary>The account of each lane.</summary>
    public ImmutableArray<Ledger> Ledgers => Ledger.Of(this);

    /// <summary>What flowed through the recurrent layers.</summary>
    public ImmutableArray<LayerRelevance> Recurrent => [.. Layers.OfType<LayerRelevance>()];
}
