using System.Collections.Immutable;
using LanguageExt;

namespace LrpFunctional.Layers.Recurrent.Stateful;

/// <summary>
/// A recurrent layer some of whose states begin with what other layers make, or that shows c to others: a decoder and
/// its encoder. It reads a sequence and then, as <paramref name="Starts"/> names them, vectors.
/// </summary>
/// <param name="Recurrent">Its cells.</param>
/// <param name="Starts">What each vector is the beginning of; other states begin with the cell's own.</param>
/// <param name="Shown">What it shows.</param>
public sealed record StatefulWeights(
    RecurrentWeights Recurrent,
    ImmutableArray<StateStart> Starts,
    StatesShown Shown = StatesShown.Hidden
) : ILayerWeights
{
    /// <inheritdoc/>
    public FlowShape Makes(ImmutableArray<FlowShape> read)
    {
        var made = Recurrent.Makes(read);
        return Shown == StatesShown.Hidden
            ? made
            : made with
            {
                Strands = made.Strands.AddRange(
                    Recurrent.Cells.Select(cell => new Strand(cell.Direction, Width(cell, StatePart.Cell)))
                ),
            };
    }

    /// <inheritdoc/>
    public Validation<Fault, ILayer> Create(ImmutableArray<FlowShape> read) =>
        (
            RecurrentLayer.Create(read[0].Units, Recurrent.Cells),
            StartsAreRead(read),
            Validations.All(Starts.Zip(read.Skip(1), Fits)),
            ShowsWhatThereIs
        ).Apply((layer, _, _, _) => (ILayer)new StatefulLayer(layer, Starts, Shown));

    private Validation<Fault, Unit> StartsAreRead(ImmutableArray<FlowShape> read) =>
        Validations.Require(
            read.Length == Starts.Length + 1 && Starts.Distinct().Count() == Starts.Length,
            new Fault(
                "recurrent layer",
                $"it reads {read.Length - 1} vectors beside its sequence for {Starts.Distinct().Count()} states to "
                    + "begin with, where one for each is expected",
                "give each state one beginning"
            )
        );

    private Validation<Fault, StateStart> Fits(StateStart start, FlowShape read) =>
        start.Cell >= 0 && start.Cell < Recurrent.Cells.Length
            ? Fits(Recurrent.Cells[start.Cell], start, read)
            : new Fault(
                "recurrent layer",
                $"a vector is for cell {start.Cell} to begin with, where there are {Recurrent.Cells.Length}",
                "count cells from 0"
            );

    private static Validation<Fault, StateStart> Fits(CellWeights cell, StateStart start, FlowShape read)
    {
        var (name, own) = start.Part == StatePart.Hidden ? ("h", cell.InitialHidden) : ("c", cell.InitialCell);
        var width = Width(cell, start.Part);
        return (
            Validations.Require(
                read.IsVector && read.Units == width,
                new Fault(
                    "recurrent layer",
                    $"{name} of cell {start.Cell} begins with a {(read.IsVector ? "vector" : "sequence")} of "
                        + $"{read.Units} numbers, where "
                        + (width > 0 ? $"a vector of {width} is expected" : "the cell has h only"),
                    "take it from a layer as wide as the state"
                )
            ),
            Validations.Require(
                own.IsNone,
                new Fault(
                    own.Match(weight => weight.Name, () => "recurrent layer"),
                    $"{name} of cell {start.Cell} begins with numbers of its own and with what another layer makes",
                    "leave out one of them"
                )
            )
        ).Apply((_, _) => start);
    }

    private Validation<Fault, Unit> ShowsWhatThereIs =>
        Validations.Require(
            Shown == StatesShown.Hidden || Recurrent.Cells.All(cell => cell.Kind == CellKind.Lstm),
            new Fault("recurrent layer", "it is to show c, where a cell other than an LSTM has h only", "let it show h")
        );

    // A projection makes h narrower than c, of which each gate has one number.
    private static int Width(CellWeights cell, StatePart part) =>
        part == StatePart.Hidden ? cell.Recurrent.Values.Columns
        : cell.Kind == CellKind.Lstm ? cell.Recurrent.Values.Rows / 4
        : 0;

    /// <summary>Two are equal when all that they hold is.</summary>
    public bool Equals(StatefulWeights? other) =>
        other is not null && Recurrent == other.Recurrent && Starts.Same(other.Starts) && Shown == other.Shown;

    /// <summary>A hash over it.</summary>
    public override int GetHashCode() => HashCode.Combine(Recurrent, Starts.Hash(), Shown);
}
