using System.Collections.Immutable;
using LanguageExt;
using LrpFunctional.Numerics;

namespace LrpFunctional.Layers.Recurrent;

/// <summary>The cells of a recurrent layer: one, or left-to-right and right-to-left.</summary>
public sealed record RecurrentWeights(params ImmutableArray<CellWeights> Cells) : ILayerWeights
{
    /// <inheritdoc/>
    public FlowShape Makes(ImmutableArray<FlowShape> read) =>
        read[0] with
        {
            Strands = [.. Cells.Select(cell => new Strand(cell.Direction, cell.Recurrent.Values.Columns))],
        };

    /// <inheritdoc/>
    public Validation<Fault, ILayer> Create(ImmutableArray<FlowShape> read) =>
        RecurrentLayer.Create(read[0].Units, Cells).Map(layer => (ILayer)layer);

    /// <summary>Wx, Wh, bx and bh of each cell.</summary>
    public ImmutableArray<Option<Weight>> Learned => [.. Cells.SelectMany(cell => cell.Learned)];

    /// <inheritdoc/>
    public ILayerWeights WithLearned(ImmutableArray<Matrix> values) =>
        new RecurrentWeights([
            .. Cells.Select((cell, at) => cell.WithLearned(values.Slice(CellGradient.Count * at, CellGradient.Count))),
        ]);

    /// <summary>Two are equal when all that they hold is.</summary>
    public bool Equals(RecurrentWeights? other) => other is not null && Cells.Same(other.Cells);

    /// <summary>A hash over it.</summary>
    public override int GetHashCode() => HashCode.Combine(Cells.Hash());
}
