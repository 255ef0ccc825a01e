using System.Collections.Immutable;

namespace LrpFunctional.Formats.Models.Onnx;

/// <summary>How the axes of a layer's results lie.</summary>
internal sealed record RecurrentLayout(Axis Time, Axis Directions, Axis Batch, Axis Units, bool IsBatchFirst)
{
    // Cells lie by direction and unit in each of them, since an axis of letters has one cell.
    public Value.Symbols SequenceOf(ImmutableArray<Atom> cells) =>
        new(
            IsBatchFirst ? Layout.Of(Batch, Time, Directions, Units) : Layout.Of(Time, Directions, Batch, Units),
            cells
        );

    public Value.Symbols LastOf(ImmutableArray<Atom> cells) =>
        new(IsBatchFirst ? Layout.Of(Batch, Directions, Units) : Layout.Of(Directions, Batch, Units), cells);
}
