using System.Collections.Immutable;
using LanguageExt;
using LrpFunctional.Formats.Hdf5;
using LrpFunctional.Layers;
using LrpFunctional.Layers.Joins;
using LrpFunctional.Layers.Pointwise;
using LrpFunctional.Layers.Readings;
using LrpFunctional.Layers.Recurrent;
using LrpFunctional.Numerics;
using LrpFunctional.Sequences;

namespace LrpFunctional.Formats.Models.Keras.Compositions;

/// <summary>A cell or a Bidirectional as layers of a composition.</summary>
internal static class KerasRecurrent
{
    /// <summary>The cells, and for each output that is read what is made of their states.</summary>
    /// <param name="level">The layer.</param>
    /// <param name="weights">Its weights.</param>
    /// <param name="states">What its states begin with, where other layers make that (initial_state).</param>
    /// <param name="outputs">Which outputs are read: 0 is what it makes, others are its last states (return_state).</param>
    public static KerasLayers.Made Of(
        KerasLevel level,
        ImmutableArray<Hdf5Numbers> weights,
        ImmutableArray<KerasFlow> states,
        ImmutableArray<int> outputs
    )
    {
        KerasLayers.Count(level.Layer, weights, level.Cells.Sum(cell => cell.Count));
        if (level is { GivesSequence: true, Cells: [{ Direction: Direction.RightToLeft }] })
            throw level.Layer.Config.Fault(
                "go_backwards is true, where its states go on in the order in which it read: that is not read"
            );
        ImmutableArray<CellWeights> cells =
        [
            .. level.Cells.Select(
                (cell, at) =>
                    Cell(cell, [.. weights.Skip(level.Cells.Take(at).Sum(before => before.Count)).Take(cell.Count)])
            ),
        ];
        var all = KerasStates.Of(level);
        var shown = all.Shown(outputs);
        return KerasLayers.Made.Of(all.Layer(new RecurrentWeights(cells), states, shown)) with
        {
            Outputs =
            [
                .. outputs.Select(number =>
                    (
                        number,
                        number == 0
                            ?
                            [
                                .. all.Made(shown),
                                .. level.GivesSequence
                                    ? []
                                    : new ILayerWeights[] { new ReadingWeights(Reading.LastState) },
                                .. level.Sum.Map(factor => Merged(level, factor)).ToSeq(),
                                .. level.Multiplies
                                    ? new ILayerWeights[] { new FactorProductWeights(Signal.Both) }
                                    : [],
                            ]
                            : all.Last(number, shown)
                    )
                ),
            ],
        };
    }

    // The sum of two directions, or their mean, is a product by [c I, c I].
    private static DenseWeights Merged(KerasLevel level, double factor)
    {
        var part = factor * KerasLayers.Identity(level.Cells[0].Units);
        return new DenseWeights(
            new Weight($"{level.Layer.Name}: merge_mode", MatrixRows.SideBySide([part, part])),
            Option<Weight>.None,
            Activation.None
        );
    }

    private static CellWeights Cell(KerasCell cell, ImmutableArray<Hdf5Numbers> weights)
    {
        var tensors = cell.Tensors(0, weights)
            .ToImmutableDictionary(
                named => named.Key,
                named =>
                    cell.Kind == StateNames.Gru
                        ? GateOrder.ToStandard(GateOrder.Gru, KerasModel.GruOrder, named.Value)
                        : named.Value
            );
        var names = StateNames.Cell(cell.Kind, 0, cell.Direction);
        Option<Weight> Maybe(string name) =>
            tensors.TryGetValue(name, out var tensor) ? new Weight(tensor.Place, tensor.Values) : Option<Weight>.None;
        Weight Of(string name) => new(tensors[name].Place, tensors[name].Values);
        return new CellWeights(
            cell.Class switch
            {
                KerasClass.SimpleRnn => CellKind.Simple,
                KerasClass.Lstm or KerasClass.CuDnnLstm => CellKind.Lstm,
                _ => cell.ResetsBefore ? CellKind.GruResetBefore : CellKind.GruResetAfter,
            },
            cell.Direction,
            Of(names.Input),
            Of(names.Recurrent),
            Maybe(names.InputBias),
            Maybe(names.RecurrentBias),
            Option<Weight>.None,
            Option<Weight>.None,
            cell.Gates
        )
        {
            Variation = cell.Variation,
        };
    }
}
