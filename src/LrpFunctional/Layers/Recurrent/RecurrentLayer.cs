using System.Collections.Immutable;
using System.Numerics;
using LanguageExt;
using LrpFunctional.Layers.Recurrent.Gru;
using LrpFunctional.Layers.Recurrent.Gru.Varied;
using LrpFunctional.Layers.Recurrent.Kernels;
using LrpFunctional.Layers.Recurrent.Lstm;
using LrpFunctional.Layers.Recurrent.Lstm.Normalised;
using LrpFunctional.Layers.Recurrent.Lstm.Varied;
using LrpFunctional.Layers.Recurrent.Simple;
using LrpFunctional.Numerics;
using LrpFunctional.Sequences;

namespace LrpFunctional.Layers.Recurrent;

/// <summary>One or two cells that read the same sequence; two read it from either end, left-to-right first.</summary>
public sealed record RecurrentLayer : ILayer
{
    private RecurrentLayer(ImmutableArray<DirectedCell> cells) => Cells = cells;

    /// <summary>The cells.</summary>
    public ImmutableArray<DirectedCell> Cells { get; }

    /// <summary>The number of units of all cells together.</summary>
    public int Units => Cells.Sum(directed => directed.Cell.Units);

    /// <inheritdoc/>
    public string Kind => string.Join(" and ", Cells.Select(directed => directed.Cell.Kind).Distinct());

    /// <summary>How many numbers its cells read at each step, e.</summary>
    public int InputSize => Cells[0].Cell.InputSize;

    /// <inheritdoc/>
    public ImmutableArray<Strand> Strands =>
        [.. Cells.Select(directed => new Strand(directed.Direction, directed.Cell.Units))];

    /// <inheritdoc/>
    public bool IsCausal => Cells.All(directed => directed.Direction == Direction.LeftToRight);

    /// <inheritdoc/>
    public bool IsNormalisation => Cells.Any(directed => directed.Cell.IsNormalised);

    /// <inheritdoc/>
    public IEnumerable<string> WithoutDecomposition =>
        Cells.SelectMany(directed => directed.Cell.WithoutDecomposition).Distinct();

    /// <inheritdoc/>
    public IEnumerable<string> WithoutRescale => Cells.SelectMany(directed => directed.Cell.WithoutRescale).Distinct();

    /// <summary>Whether all its cells have kernels; else they go by their steps.</summary>
    internal bool HasKernels => Cells.All(directed => directed.Cell is IKernelCell);

    IEnumerable<(string Name, Matrix Numbers)> ILayer.Hashed =>
        Cells.SelectMany(directed => directed.Cell.Hashed(directed.Direction));

    ILayerRun<T> ILayer.Run<T>(ImmutableArray<IFlow<T>> read, Recording what, int threads) =>
        HasKernels
            ? RecurrentRun<T>.Of(this, read[0], what, threads)
            : new PlainRun<T>(RecurrentTrace.Of(this, read[0].Packing, read[0].Rows()), read.Length);

    DecomposedFlow ILayer.Decomposed(ImmutableArray<DecomposedFlow> read, Func<Direction, Matrix> ofBiases) =>
        read[0] with
        {
            Parts = Parts.SideBySide([
                .. Decomposed(
                        read[0],
                        ofBiases,
                        [.. Cells.Select(directed => ContextualState.Initial(directed.Cell, read[0].Packing))]
                    )
                    .Select(states => states.Hidden),
            ]),
        };

    /// <summary>Contextual decomposition of the states of each cell, given what each begins with.</summary>
    internal ImmutableArray<ContextualState> Decomposed(
        DecomposedFlow read,
        Func<Direction, Matrix> ofBiases,
        ImmutableArray<ContextualState> initial
    ) =>
        [
            .. Cells.Zip(
                initial,
                (directed, state) =>
                    directed.Cell.Decomposed(
                        read.Packing,
                        read.Packing.Order(directed.Direction),
                        read.Parts,
                        ofBiases(directed.Direction),
                        state
                    )
            ),
        ];

    /// <summary>Its cells as their kernels read them.</summary>
    internal ImmutableArray<PreparedCell<T>> Prepared<T>()
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        [.. Cells.Select(directed => ((IKernelCell)directed.Cell).Prepared<T>())];

    /// <summary>The layer for inputs of size e, or every fault there is in its cells.</summary>
    internal static Validation<Fault, RecurrentLayer> Create(int inputSize, ImmutableArray<CellWeights> cells) =>
        (DirectionsOf(cells), Validations.All(cells.Select(cell => Create(inputSize, cell)))).Apply(
            (_, made) => new RecurrentLayer(made)
        );

    private static Validation<Fault, DirectedCell> Create(int inputSize, CellWeights weights) =>
        (
            weights.Kind switch
            {
                CellKind.Lstm when weights.IsUsual => LstmCell.Create(inputSize, weights),
                CellKind.Lstm when weights.Variation.Normalisations.IsSome => NormalisedLstmCell.Create(
                    inputSize,
                    weights
                ),
                CellKind.Lstm => VariedLstmCell.Create(inputSize, weights),
                CellKind.Simple => SimpleCell.Create(inputSize, weights),
                _ when weights.IsUsual => GruCell.Create(inputSize, weights),
                _ => VariedGruCell.Create(inputSize, weights),
            }
        ).Map(cell => new DirectedCell(weights.Direction, cell));

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

    /// <summary>Two are equal when all that they hold is.</summary>
    public bool Equals(RecurrentLayer? other) => other is not null && Cells.Same(other.Cells);

    /// <summary>A hash over it.</summary>
    public override int GetHashCode() => HashCode.Combine(Cells.Hash());
}
