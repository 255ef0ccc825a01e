using System.Collections.Immutable;
using LrpFunctional.Layers;
using LrpFunctional.Layers.Readings;
using LrpFunctional.Layers.Recurrent;
using LrpFunctional.Layers.Recurrent.Stateful;

namespace LrpFunctional.Formats.Models.Keras.Compositions;

/// <summary>The states of a recurrent layer in the order of Keras: h, and c of an LSTM, cell by cell.</summary>
/// <param name="Level">The layer.</param>
/// <param name="All">The states.</param>
internal sealed record KerasStates(KerasLevel Level, ImmutableArray<StateStart> All)
{
    private int Cells => Level.Cells.Length;

    /// <summary>Those of a layer.</summary>
    public static KerasStates Of(KerasLevel level) =>
        new(
            level,
            [
                .. level.Cells.SelectMany(
                    (cell, at) =>
                        cell.Kind == StateNames.Lstm
                            ? new StateStart[] { new(at, StatePart.Hidden), new(at, StatePart.Cell) }
                            : [new(at, StatePart.Hidden)]
                ),
            ]
        );

    /// <summary>What others must see, given the numbers of the outputs that are read.</summary>
    /// <exception cref="FaultException">There is no such output.</exception>
    public StatesShown Shown(ImmutableArray<int> outputs)
    {
        var given = Level.Cells[0].GivesState ? All.Length : 0;
        return outputs.Any(number => number > given)
                ? throw Level.Layer.Config.Fault(
                    $"its output {outputs.Max()} is read, where it has {given} beside output 0: the last states where "
                        + "return_state is true"
                )
            : outputs.Any(number => number > 0 && All[number - 1].Part == StatePart.Cell) ? StatesShown.HiddenAndCell
            : StatesShown.Hidden;
    }

    /// <summary>The cells, which begin with these states where there are any.</summary>
    /// <exception cref="FaultException">They are others than expected.</exception>
    public ILayerWeights Layer(RecurrentWeights cells, ImmutableArray<KerasFlow> states, StatesShown shown)
    {
        if (states.IsEmpty && shown == StatesShown.Hidden)
            return cells;
        if (!states.IsEmpty && states.Length != All.Length)
            throw Level.Layer.Entry.Fault(
                $"it begins with {states.Length} states of other layers (initial_state), where {All.Length} are expected"
            );
        foreach (var (flow, at) in states.Select((flow, at) => (flow.Shape, at)))
        {
            var units = Level.Cells[All[at].Cell].Units;
            if (!flow.IsVector || flow.Units != units)
                throw Level.Layer.Entry.Fault(
                    $"state {at} that it begins with (initial_state) is a {(flow.IsVector ? "vector" : "sequence")} of "
                        + $"{flow.Units} numbers, where a vector of {units} is expected"
                );
        }

        return new StatefulWeights(cells, states.IsEmpty ? [] : All, shown);
    }

    /// <summary>What takes h of all cells at each step.</summary>
    public IEnumerable<ILayerWeights> Made(StatesShown shown) =>
        shown == StatesShown.Hidden ? [] : [new StrandsTakenWeights(0, Cells)];

    /// <summary>What takes one of the last states.</summary>
    public ImmutableArray<ILayerWeights> Last(int number, StatesShown shown)
    {
        var (cell, part) = All[number - 1];
        var strand = part == StatePart.Hidden ? cell : Cells + cell;
        return
        [
            .. Cells == 1 && shown == StatesShown.Hidden
                ? []
                : new ILayerWeights[] { new StrandsTakenWeights(strand, 1) },
            new ReadingWeights(Reading.LastState),
        ];
    }
}
