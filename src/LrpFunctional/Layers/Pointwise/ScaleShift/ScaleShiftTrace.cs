using System.Collections.Immutable;
using LrpFunctional.Numerics;
using LrpFunctional.Rules;
using LrpFunctional.Sequences;

namespace LrpFunctional.Layers.Pointwise.ScaleShift;

/// <summary>A scale and shift of a batch.</summary>
/// <param name="Layer">The layer.</param>
/// <param name="Packing">Where each lane's steps lie.</param>
/// <param name="Read">x of each packed row, in the order of the words (rows × D).</param>
public sealed record ScaleShiftTrace(ScaleShiftLayer Layer, Packing Packing, Matrix Read) : ISequenceTrace
{
    ISequenceLayer ISequenceTrace.Layer => Layer;

    /// <inheritdoc/>
    public ISequenceRelevance Relevance(LayerRules rules, ImmutableArray<Arrival> arrivals) =>
        new ScaleShiftRelevance(this, Arrival.Rows(arrivals, Packing));

    /// <inheritdoc/>
    public ISequenceGradient Gradient(ImmutableArray<Arrival> arrivals) =>
        new ScaleShiftGradient(this, Layer.Scaled(Arrival.Rows(arrivals, Packing)));

    /// <summary>Multipliers pass a line as derivatives do.</summary>
    public ISequenceGradient Rescaled(ISequenceTrace reference, ImmutableArray<Arrival> arrivals) => Gradient(arrivals);
}
