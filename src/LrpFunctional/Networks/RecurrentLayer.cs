using System.Collections.Immutable;
using LrpFunctional.Sequences;

namespace LrpFunctional.Networks;

/// <summary>One or two cells that read the same sequence, the first from left to right.</summary>
public sealed record RecurrentLayer
{
    internal RecurrentLayer(ImmutableArray<LstmCell> cells) =>
        Cells = [.. cells.Zip([Direction.LeftToRight, Direction.RightToLeft], (cell, direction) => new DirectedCell(direction, cell))];

    /// <summary>The cells, left-to-right first.</summary>
    public ImmutableArray<DirectedCell> Cells { get; }

    /// <summary>The number of units of all directions together.</summary>
    public int Units => Cells.Sum(directed => directed.Cell.Units);
}
