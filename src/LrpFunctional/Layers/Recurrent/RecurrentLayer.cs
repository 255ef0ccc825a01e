using System.Collections.Immutable;
using LanguageExt;
using LrpFunctional.Layers.Recurrent.Gru;
using LrpFunctional.Layers.Recurrent.Lstm;
using LrpFunctional.Sequences;

namespace LrpFunctional.Layers.Recurrent;

/// <summary>One or two cells that read the same sequence; two read it from either end, left-to-right first.</summary>
public sealed record RecurrentLayer
{
    private RecurrentLayer(ImmutableArray<DirectedCell> cells) => Cells = cells;

    /// <summary>The cells.</summary>
    public ImmutableArray<DirectedCell> Cells { get; }

    /// <summary>The number of units of all cells together.</summary>
    public int Units => Cells.Sum(directed => directed.Cell.Units);

    /// <summary>
    /// The layers that lie on each other, the lowest for inputs of size e, each other for the units of the one below
    /// it.
    /// </summary>
    internal static Validation<Fault, ImmutableArray<RecurrentLayer>> Stack(
        int inputSize,
        ImmutableArray<ImmutableArray<CellWeights>> layers
    ) =>
        layers.IsEmpty
            ? new Fault(
                "recurrent layer",
                "there is none, where at least one is expected",
                "give the weights of an LSTM or GRU"
            )
            : Validations.All(
                layers.Select(
                    (cells, at) =>
                        Create(at == 0 ? inputSize : layers[at - 1].Sum(cell => cell.Recurrent.Values.Columns), cells)
                )
            );

    private static Validation<Fault, RecurrentLayer> Create(int inputSize, ImmutableArray<CellWeights> cells) =>
        (DirectionsOf(cells), Validations.All(cells.Select(cell => Create(inputSize, cell)))).Apply(
            (_, made) => new RecurrentLayer(made)
        );

    private static Validation<Fault, DirectedCell> Create(int inputSize, CellWeights weights) =>
        (weights.Kind == CellKind.Lstm ? LstmCell.Create(inputSize, weights) : GruCell.Create(inputSize, weights)).Map(
            cell => new DirectedCell(weights.Direction, cell)
        );

    private static Validation<Fault, Unit> DirectionsOf(ImmutableArray<CellWeights> cells) =>
        Validations.Require(
            cells.Length == 1
                || (
                    cells.Length == 2
                    && cells[0].Direction == Direction.LeftToRight
                    && cells[1].Direction == Direction.RightToLeft
                ),
            new Fault(
                "recurrent layer",
                $"there are {cells.Length} directions, where one, or left-to-right and right-to-left, are expected",
                "give the weights of one or two directions"
            )
        );
}
