using System.Collections.Immutable;
using LanguageExt;
using LrpFunctional.Numerics;
using LrpFunctional.Sequences;

namespace LrpFunctional.Layers;

/// <summary>A run of columns of a sequence whose steps came about in one order.</summary>
/// <param name="Direction">The order; the last state of a lane is that of its last step in it.</param>
/// <param name="Units">How many columns.</param>
public readonly record struct Strand(Direction Direction, int Units)
{
    /// <summary>All columns of rows in the order of the words.</summary>
    internal static ImmutableArray<Strand> InRows(int units) => [new Strand(Direction.LeftToRight, units)];

    /// <summary>One step of each lane: for each strand the last that it took, or the first (n × D).</summary>
    /// <param name="strands">The strands, side by side.</param>
    /// <param name="packing">Where each lane's steps lie.</param>
    /// <param name="rows">A row for each packed row, in the order of the words.</param>
    /// <param name="isLast">Whether the last step of a strand of this direction is asked for.</param>
    internal static Matrix Ends(
        ImmutableArray<Strand> strands,
        Packing packing,
        Matrix rows,
        Func<Direction, bool> isLast
    ) =>
        MatrixRows.SideBySide([
            .. strands.Zip(
                strands.Scan(0, (sum, strand) => sum + strand.Units),
                (strand, first) =>
                    MatrixRows.Gather(
                        MatrixRows.TakeColumns(rows, first, strand.Units),
                        RowsAt(packing, strand.Direction, isLast(strand.Direction)).AsSpan()
                    )
            ),
        ]);

    // A strand ends a lane at its last word when it comes from the left, and at its first when it comes from the right.
    private static ImmutableArray<int> RowsAt(Packing packing, Direction direction, bool isLast) =>
        isLast == (direction == Direction.LeftToRight)
            ? Indices.LastRows(packing.Offsets.AsSpan(), packing.Lengths.AsSpan())
            : Indices.Same(packing.Lanes(0));
}
