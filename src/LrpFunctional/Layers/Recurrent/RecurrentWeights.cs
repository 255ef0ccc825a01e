using System.Collections.Immutable;
using LanguageExt;

namespace LrpFunctional.Layers.Recurrent;

/// <summary>The cells of a recurrent layer: one, or left-to-right and right-to-left.</summary>
public sealed record RecurrentWeights(params ImmutableArray<CellWeights> Cells) : ISequenceWeights
{
    /// <inheritdoc/>
    public int Units => Cells.Sum(cell => cell.Recurrent.Values.Columns);

    /// <inheritdoc/>
    public Validation<Fault, ISequenceLayer> Create(int inputSize) =>
        RecurrentLayer.Create(inputSize, Cells).Map(layer => (ISequenceLayer)layer);
}
