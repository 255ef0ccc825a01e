using System.Collections.Immutable;
using LrpFunctional.Networks;
using LrpFunctional.Numerics;
using LrpFunctional.Numerics.Kernels;
using LrpFunctional.Sequences;

namespace LrpFunctional.Forward;

/// <summary>One layer's way through a batch.</summary>
/// <param name="Layer">The layer that ran.</param>
/// <param name="Vectors">The different inputs that it read (K × e): word vectors, or the states of the layer below.</param>
/// <param name="Inputs">For each packed row, in the order of the words, its row of <paramref name="Vectors"/>.</param>
/// <param name="Directions">One trace for each cell.</param>
public sealed record LayerTrace(RecurrentLayer Layer, Matrix Vectors, ImmutableArray<int> Inputs, ImmutableArray<DirectionTrace> Directions)
{
    /// <summary>What the layer read at each packed row, in the order of the words (rows × e).</summary>
    public Matrix Read => Rows.Gather(Vectors, Inputs.AsSpan());

    /// <summary>The trace of a run that wrote down the gates.</summary>
    internal static LayerTrace Of(RecurrentLayer layer, Packing packing, LayerRun<double> run, Matrix vectors, ImmutableArray<int> inputs) =>
        new(layer, vectors, inputs, [.. layer.Cells.Zip(run.Directions, (cell, direction) => DirectionTrace.Of(cell.Cell, packing, direction))]);
}
