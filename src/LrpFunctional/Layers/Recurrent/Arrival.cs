using System.Collections.Immutable;
using LanguageExt;
using LrpFunctional.Layers.Readings;
using LrpFunctional.Numerics;
using LrpFunctional.Sequences;

namespace LrpFunctional.Layers.Recurrent;

/// <summary>What reaches the states h of one cell from above, be it relevance or a gradient.</summary>
/// <param name="AtLast">For the last h of each lane (n × d).</param>
/// <param name="AtEach">For the h of each packed row as the cell went (rows × d), where something reaches others than
/// the last.</param>
public sealed record Arrival(Matrix AtLast, Option<Matrix> AtEach)
{
    /// <summary>
    /// What reaches each cell of the top layer, given what reaches that which the head read (n × D), and each state
    /// where it reads all (rows × D).
    /// </summary>
    internal static ImmutableArray<Arrival> FromHead(HeadTrace head, Matrix toRead, Option<Matrix> toStates) =>
        toStates.Match(
            states => FromAbove(head.Layer, head.Packing, states),
            () =>
                Cells(
                    head.Layer,
                    (cell, first) =>
                    {
                        var read = MatrixRows.TakeColumns(toRead, first, cell.Cell.Units);
                        return IsAtEnd(head.Head.Reading, cell.Direction)
                            ? new Arrival(read, Option<Matrix>.None)
                            : new Arrival(
                                Matrix.Zero(read.Rows, read.Columns),
                                MatrixRows.OnTop(read, head.Packing.Rows)
                            );
                    }
                )
        );

    /// <summary>
    /// What reaches each cell of a layer, given what reaches its states in the order of the words (rows × D).
    /// </summary>
    internal static ImmutableArray<Arrival> FromAbove(RecurrentLayer layer, Packing packing, Matrix toStates) =>
        Cells(
            layer,
            (cell, first) =>
                new Arrival(
                    Matrix.Zero(packing.Lanes(0), cell.Cell.Units),
                    MatrixRows.Gather(
                        MatrixRows.TakeColumns(toStates, first, cell.Cell.Units),
                        packing.Order(cell.Direction).AsSpan()
                    )
                )
        );

    /// <summary>
    /// Whether a reading of one step takes the one that the cell ends with, and not the one that it starts with.
    /// </summary>
    internal static bool IsAtEnd(Reading reading, Direction direction) =>
        reading == Reading.LastState || reading == Reading.LastPosition == (direction == Direction.LeftToRight);

    private static ImmutableArray<Arrival> Cells(RecurrentLayer layer, Func<DirectedCell, int, Arrival> of)
    {
        var firstColumns = layer.Cells.Scan(0, (sum, cell) => sum + cell.Cell.Units);
        return [.. layer.Cells.Zip(firstColumns, of)];
    }
}
