using System.Collections.Immutable;
using LanguageExt;
using LrpFunctional.Layers.Recurrent.Kernels;
using LrpFunctional.Numerics;
using LrpFunctional.Rules;
using LrpFunctional.Sequences;

namespace LrpFunctional.Layers.Recurrent;

/// <summary>A recurrent layer's way through a batch.</summary>
/// <param name="Layer">The layer that ran.</param>
/// <param name="Read">What it read at each packed row, in the order of the words (rows × e).</param>
/// <param name="Directions">One trace for each cell.</param>
public sealed record LayerTrace(RecurrentLayer Layer, Matrix Read, ImmutableArray<DirectionTrace> Directions)
    : ISequenceTrace
{
    ISequenceLayer ISequenceTrace.Layer => Layer;

    /// <inheritdoc/>
    public Packing Packing => Directions[0].Packing;

    /// <inheritdoc/>
    public ISequenceRelevance Relevance(LayerRules rules, ImmutableArray<Arrival> arrivals) =>
        LayerRelevance.Of(rules, this, arrivals);

    /// <inheritdoc/>
    public ISequenceGradient Gradient(ImmutableArray<Arrival> arrivals) => LayerGradient.Of(this, arrivals);

    /// <inheritdoc/>
    public ISequenceGradient Rescaled(ISequenceTrace reference, ImmutableArray<Arrival> arrivals) =>
        LayerGradient.Rescaled(this, (LayerTrace)reference, arrivals);

    /// <summary>The trace of a run that wrote down the gates.</summary>
    internal static LayerTrace Of(LayerRun<double> run, Matrix read) =>
        new(
            run.Layer,
            read,
            [
                .. run.Layer.Cells.Zip(
                    run.Directions,
                    (cell, direction) => DirectionTrace.Of(cell.Cell, run.Packing, direction)
                ),
            ]
        );
}
