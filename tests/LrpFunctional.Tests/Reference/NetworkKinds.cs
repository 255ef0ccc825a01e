using System.Collections.Immutable;
using LrpFunctional.Layers.Pointwise;
using LrpFunctional.Layers.Readings;
using LrpFunctional.Layers.Recurrent;
using LrpFunctional.Sequences;

namespace LrpFunctional.Tests.Reference;

/// <summary>
/// Every variant that a network can be made of, at small sizes, most of them no multiple of a vector's width.
/// </summary>
internal static class NetworkKinds
{
    private static readonly ImmutableArray<int> Widths = [5, 9, 3, 8, 1, 12, 7, 17];
    private static readonly ImmutableArray<int> InputSizes = [4, 1, 7, 9, 8, 3];
    private static readonly ImmutableArray<CellKind> Cells =
    [
        CellKind.Lstm,
        CellKind.GruResetAfter,
        CellKind.GruResetBefore,
    ];
    private static readonly ImmutableArray<HardSigmoid> Gates = [new(0.2, 0.5), new(1.0 / 6, 0.5)];

    private static readonly ImmutableArray<(string Name, ImmutableArray<Direction> Directions)> Ways =
    [
        ("from the left", [Direction.LeftToRight]),
        ("from both sides", [Direction.LeftToRight, Direction.RightToLeft]),
        ("from the right", [Direction.RightToLeft]),
    ];

    private static readonly ImmutableArray<Direction> Both = Ways[1].Directions;

    public static ImmutableDictionary<string, NetworkKind> All { get; } =
        Sized([
            .. from cell in Cells
            from way in Ways
            from layers in new[] { 1, 2, 3 }
            select Of($"{cell}, {way.Name}, layers: {layers}", cell, way.Directions, layers),
            .. from reading in new[]
            {
                Reading.LastPosition,
                Reading.FirstPosition,
                Reading.Mean,
                Reading.Max,
                Reading.Attention,
            }
            from way in Ways
            from cell in Cells[..2]
            select Of($"{reading} of {cell}, {way.Name}", cell, way.Directions, 1) with
            {
                Reading = reading,
            },
            .. from cell in Cells
            from reading in new[] { Reading.Mean, Reading.Max, Reading.FirstPosition }
            select Of($"{reading} of two layers of {cell}", cell, Both, 2) with
            {
                Reading = reading,
            },
            .. from hidden in new[] { Activation.None, Activation.Tanh, Activation.Relu }
            from cell in Cells
            select Of($"two scorers of {cell} with {hidden}", cell, Both, 1) with
            {
                Reading = Reading.Attention,
                Attention = [hidden],
            },
            .. from hidden in new ImmutableArray<Activation>[]
            {
                [Activation.None],
                [Activation.Tanh],
                [Activation.Relu],
                [Activation.Relu, Activation.Tanh],
            }
            from cell in Cells[..2]
            select Of($"{cell} below {string.Join(" and ", hidden)}", cell, Both, 1) with
            {
                Dense = hidden,
            },
            .. from cell in Cells
            select Of($"{cell} without biases", cell, Both, 2) with
            {
                HasBiases = false,
                Dense = [Activation.Relu],
            },
            .. from cell in Cells
            from layers in new[] { 1, 2 }
            select Of($"{cell} with initial states, layers: {layers}", cell, Both, layers) with
            {
                HasInitialStates = true,
            },
            .. from cell in Cells
            from gate in Gates
            select Of($"{cell} with a hard sigmoid of slope {gate.Slope:F2}", cell, Both, 2) with
            {
                Gate = gate,
            },
            .. from cell in Cells
            from layers in new[] { 1, 2 }
            select Of($"{cell} of numbers, layers: {layers}", cell, Both, layers) with
            {
                ReadsNumbers = true,
            },
            new(
                "a GRU on an LSTM",
                [
                    [new(CellKind.Lstm, Direction.LeftToRight, 7)],
                    [new(CellKind.GruResetAfter, Direction.RightToLeft, 5)],
                ]
            ),
            new(
                "an LSTM on two GRUs",
                [
                    [
                        new(CellKind.GruResetAfter, Direction.LeftToRight, 3),
                        new(CellKind.GruResetBefore, Direction.RightToLeft, 9),
                    ],
                    [new(CellKind.Lstm, Direction.LeftToRight, 6)],
                ]
            ),
            new(
                "two sides of unequal width",
                [
                    [new(CellKind.Lstm, Direction.LeftToRight, 3), new(CellKind.Lstm, Direction.RightToLeft, 10)],
                ]
            ),
            Of("everything at once of Lstm", CellKind.Lstm, Both, 3) with
            {
                Reading = Reading.Attention,
                Attention = [Activation.Tanh],
                Dense = [Activation.Relu, Activation.Tanh],
                HasInitialStates = true,
                Gate = Gates[0],
                ReadsNumbers = true,
            },
            Of("everything at once of GruResetBefore", CellKind.GruResetBefore, Both, 3) with
            {
                Reading = Reading.Mean,
                Dense = [Activation.Tanh, Activation.Relu],
                HasInitialStates = true,
                Gate = Gates[1],
            },
        ]);

    private static NetworkKind Of(string name, CellKind cell, ImmutableArray<Direction> directions, int layers) =>
        new(
            name,
            [
                .. Enumerable
                    .Range(0, layers)
                    .Select(at =>
                        directions.Select(direction => new NetworkKind.OneCell(cell, direction, 0)).ToImmutableArray()
                    ),
            ]
        );

    /// <summary>The kinds by their names, each with sizes of its own where it has none.</summary>
    private static ImmutableDictionary<string, NetworkKind> Sized(ImmutableArray<NetworkKind> kinds) =>
        kinds
            .Select(
                (kind, place) =>
                    kind with
                    {
                        InputSize = InputSizes[place % InputSizes.Length],
                        Classes = 1 + (place % 4),
                        Layers =
                        [
                            .. kind.Layers.Select(
                                (cells, at) =>
                                    cells
                                        .Select(cell =>
                                            cell.Units > 0
                                                ? cell
                                                : cell with
                                                {
                                                    Units = Widths[(place + at) % Widths.Length],
                                                }
                                        )
                                        .ToImmutableArray()
                            ),
                        ],
                    }
            )
            .ToImmutableDictionary(kind => kind.Name);
}
