using System.Collections.Immutable;
using LanguageExt;
using LrpFunctional.Layers;
using LrpFunctional.Layers.Joins;
using LrpFunctional.Layers.Pointwise;
using LrpFunctional.Layers.Readings;
using LrpFunctional.Layers.Recurrent;
using LrpFunctional.Layers.Recurrent.Stateful;
using LrpFunctional.Networks;
using LrpFunctional.Sequences;
using static LrpFunctional.Tests.Reference.SmallLayers;

namespace LrpFunctional.Tests.Layers.Recurrent;

/// <summary>Small networks whose recurrent layers begin with what others make.</summary>
internal static class EncoderDecoders
{
    private const int Units = 3;

    private static readonly Activation Tanh = Activation.Tanh;

    public static ImmutableSortedDictionary<string, NetworkWeights> All { get; } =
        new Dictionary<string, NetworkWeights>
        {
            ["an LSTM that reads h three times, from h and c"] = Weights(
                At(Encoder(Cell("", 1, Width)), Composition.Input),
                At(new StrandsTakenWeights(0, 1), 0),
                At(new StrandsTakenWeights(1, 1), 0),
                At(new ReadingWeights(Reading.LastState), 1),
                At(new ReadingWeights(Reading.LastState), 2),
                At(new RepetitionWeights(3), 3),
                At(Decoder(StatesShown.Hidden, Cell("", 2, Units)), 5, 3, 4),
                At(new ReadingWeights(Reading.Mean), 6),
                At(Dense(9, 2, Units), 7)
            ),
            ["two directions over the same input"] = Twice(Cell("", 1, Width), Cell("", 2, Width, fromLeft: false)),
            ["a GRU from a dense layer, beside what it begins with"] = Weights(
                At(new RecurrentWeights(Gru(1, Width, Option<Weight>.None)), Composition.Input),
                At(new ReadingWeights(Reading.LastState), 0),
                At(Dense(8, Units, Units) with { Activation = Tanh }, 1),
                At(Decoder(StatesShown.Hidden, Gru(2, Units, Option<Weight>.None)), 0, 2),
                At(new ReadingWeights(Reading.LastState), 3),
                At(new ConcatenationWeights(), 4, 2),
                At(Dense(9, 2, 2 * Units), 5)
            ),
            ["an LSTM from h, whose c begins with numbers of its own"] = Weights(
                At(new RecurrentWeights(Cell("", 1, Width)), Composition.Input),
                At(new ReadingWeights(Reading.LastState), 0),
                At(
                    new StatefulWeights(
                        new RecurrentWeights(Cell("", 2, Width) with { InitialCell = Of(5, 1, Units) }),
                        [new(0, StatePart.Hidden)]
                    ),
                    Composition.Input,
                    1
                ),
                At(new ReadingWeights(Reading.LastState), 2),
                At(Dense(9, 2, Units), 3)
            ),
            ["c at each step, and none begins with what is read"] = Weights(
                At(Encoder(Cell("", 1, Width), Cell("", 2, Width, fromLeft: false)), Composition.Input),
                At(new StrandsTakenWeights(2, 2), 0),
                At(new RecurrentWeights(Cell("", 3, 2 * Units)), 1),
                At(new ReadingWeights(Reading.LastState), 2),
                At(new ReadingWeights(Reading.LastState), 0),
                At(new ConcatenationWeights(), 3, 4),
                At(Dense(9, 2, 5 * Units), 5)
            ),
            ["simple cells over the same input"] = Twice(VariedCells.Cell("a simple cell with softsign", Width)),
            ["LSTMs with peepholes and a projection over the same input"] = Twice(
                VariedCells.Cell("an LSTM with all of it", Width)
            ),
        }.ToImmutableSortedDictionary(StringComparer.Ordinal);

    public static RecurrentNetwork Network(string name) => Build(All[name]);

    /// <summary>Cells that read the input, and then the input again from the states that they ended with.</summary>
    public static NetworkWeights Twice(params ImmutableArray<CellWeights> cells)
    {
        var n = cells.Length;
        var hasCell = cells.All(cell => cell.Kind == CellKind.Lstm);
        ImmutableArray<CellWeights> again =
        [
            .. cells.Select(cell =>
                cell with
                {
                    InitialHidden = Option<Weight>.None,
                    InitialCell = Option<Weight>.None,
                }
            ),
        ];
        var parts = hasCell ? 2 * n : n;
        return Weights([
            At(hasCell ? Encoder(cells) : new RecurrentWeights(cells), Composition.Input),
            .. Enumerable.Range(0, parts).Select(at => At(new StrandsTakenWeights(at, 1), 0)),
            .. Enumerable.Range(1, parts).Select(at => At(new ReadingWeights(Reading.LastState), at)),
            At(
                new StatefulWeights(
                    new RecurrentWeights(again),
                    [
                        .. Enumerable
                            .Range(0, parts)
                            .Select(at => new StateStart(at % n, at < n ? StatePart.Hidden : StatePart.Cell)),
                    ]
                ),
                [Composition.Input, .. Enumerable.Range(parts + 1, parts)]
            ),
            At(new ReadingWeights(Reading.LastState), (2 * parts) + 1),
            At(Dense(9, 2, cells.Sum(cell => cell.Recurrent.Values.Columns)), (2 * parts) + 2),
        ]);
    }

    /// <summary>The same cells, which read what they are given once.</summary>
    public static RecurrentNetwork Once(params ImmutableArray<CellWeights> cells) =>
        Build(
            NetworkWeights.Chain(
                Numbers,
                new RecurrentWeights(cells),
                new ReadingWeights(Reading.LastState),
                Dense(9, 2, cells.Sum(cell => cell.Recurrent.Values.Columns))
            )
        );

    /// <summary>An LSTM of three units, or a varied one.</summary>
    public static CellWeights Cell(string name, int seed, int inputs, bool fromLeft = true) =>
        name.Length > 0
            ? VariedCells.Cell(name, inputs, fromLeft)
            : Tests.Reference.SmallLayers.Cell(seed, inputs, Units, fromLeft);

    /// <summary>A GRU whose reset gate acts after.</summary>
    public static CellWeights Gru(int seed, int inputs, Option<Weight> initial) =>
        new(
            CellKind.GruResetAfter,
            Direction.LeftToRight,
            Of(seed, 3 * Units, inputs),
            Of(seed + 10, 3 * Units, Units),
            Of(seed + 20, 1, 3 * Units),
            Of(seed + 30, 1, 3 * Units),
            initial,
            Option<Weight>.None,
            Option<HardSigmoid>.None
        );

    public static PlacedWeights At(ILayerWeights weights, params ImmutableArray<int> reads) => new(weights, reads);

    public static NetworkWeights Weights(params ImmutableArray<PlacedWeights> layers) => new(Numbers, layers);

    public static StatefulWeights Encoder(params ImmutableArray<CellWeights> cells) =>
        new(new RecurrentWeights(cells), [], StatesShown.HiddenAndCell);

    /// <summary>One cell that begins with h, and c where it has one.</summary>
    public static StatefulWeights Decoder(StatesShown shown, CellWeights cell) =>
        new(
            new RecurrentWeights(cell),
            cell.Kind == CellKind.Lstm
                ? [new(0, StatePart.Hidden), new(0, StatePart.Cell)]
                : [new(0, StatePart.Hidden)],
            shown
        );
}
