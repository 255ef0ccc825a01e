using System.Collections.Immutable;

namespace LrpFunctional.Formats.Models.Onnx;

/// <summary>The states of one recurrent layer, as they stand side by side where they are read.</summary>
/// <param name="Cells">The layer's cells, left-to-right first.</param>
/// <param name="Order">For each unit of the cells in their order its place where it is read.</param>
internal sealed record LayerStates(ImmutableArray<RecurrentCell> Cells, ImmutableArray<int> Order)
{
    /// <summary>The layer that these are the states of, each once, or null if they are no such states.</summary>
    public static LayerStates? Of(ImmutableArray<Atom> atoms)
    {
        if (atoms.Any(atom => atom.Source is not Source.States))
            return null;
        ImmutableArray<(RecurrentCell Cell, int Unit)> read =
        [
            .. atoms.Select(atom => (((Source.States)atom.Source).Cell, atom.Index)),
        ];
        ImmutableArray<RecurrentCell> cells =
        [
            .. read.Select(each => each.Cell)
                .Distinct<RecurrentCell>(ReferenceEqualityComparer.Instance)
                .OrderBy(cell => cell.Direction),
        ];
        if (
            cells.Length > 2
            || cells.DistinctBy(cell => cell.Direction).Count() != cells.Length
            || cells.Sum(cell => cell.Units) != atoms.Length
        )
            return null;
        ImmutableArray<int> order =
        [
            .. read.Select((each, at) => (each.Cell, each.Unit, At: at))
                .OrderBy(each => each.Cell.Direction)
                .ThenBy(each => each.Unit)
                .Select(each => each.At),
        ];
        var units = cells.SelectMany(cell => Enumerable.Range(0, cell.Units));
        return order.Select(at => read[at].Unit).SequenceEqual(units) ? new LayerStates(cells, order) : null;
    }

    public bool IsOf(ImmutableArray<RecurrentCell> cells) =>
        Cells.Length == cells.Length && Cells.Zip(cells, ReferenceEquals).All(same => same);
}
