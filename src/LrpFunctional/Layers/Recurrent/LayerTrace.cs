using System.Collections.Immutable;
using LrpFunctional.Layers.Recurrent.Kernels;
using LrpFunctional.Numerics;
using LrpFunctional.Sequences;

namespace LrpFunctional.Layers.Recurrent;

/// <summary>One layer's way through a batch.</summary>
/// <param name="Layer">The layer that ran.</param>
/// <param name="Read">What it read at each packed row, in the order of the words (rows × e): word vectors, or the
/// states of the layer below.</param>
/// <param name="Directions">One trace for each cell.</param>
public sealed record LayerTrace(RecurrentLayer Layer, Matrix Read, ImmutableArray<DirectionTrace> Directions)
{
    /// <summary>The trace of a run that wrote down the gates.</summary>
    internal static LayerTrace Of(RecurrentLayer layer, Packing packing, LayerRun<double> run, Matrix read) =>
        new(
            layer,
            read,
            [.. layer.Cells.Zip(run.Directions, (cell, direction) => DirectionTrace.Of(cell.Cell, packing, direction))]
        );
}
