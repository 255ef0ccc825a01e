using LrpFunctional.Formats.Tensors;
using LrpFunctional.Layers;
using LrpFunctional.Layers.Recurrent;

namespace LrpFunctional.Formats.Models.Onnx.Compositions;

/// <summary>The weights of a cell of the graph in the library's order.</summary>
internal static class CellParts
{
    // The gates that peepholes let see c, in the library's order and in that of ONNX.
    private const string Seeing = "ifo";
    private const string SeeingInOnnx = "iof";

    /// <summary>The weights of a cell.</summary>
    /// <param name="path">The file, for messages.</param>
    /// <param name="cell">The cell.</param>
    /// <param name="read">What it reads.</param>
    public static CellWeights Of(string path, RecurrentCell cell, Selection read)
    {
        Tensor Ordered(Value.Numbers numbers, int rows) =>
            cell.Kind == StateNames.Rnn
                ? numbers.ToTensor(path, rows)
                : GateOrder.ToStandard(
                    GateOrder.Of(cell.Kind),
                    Assembly.Order(cell.Kind),
                    numbers.ToTensor(path, rows)
                );
        Weight Named(Tensor tensor) => new(tensor.Place, tensor.Values);
        var rows = cell.InputWeights.Layout.Axes[0].Size;
        var input = Ordered(cell.InputWeights, rows);
        return new CellWeights(
            (cell.Kind, cell.ResetsBefore) switch
            {
                (StateNames.Lstm, _) => CellKind.Lstm,
                (StateNames.Rnn, _) => CellKind.Simple,
                (_, true) => CellKind.GruResetBefore,
                (_, false) => CellKind.GruResetAfter,
            },
            cell.Direction,
            new Weight(input.Place, read.Spread($"{path}: {cell.Label}", input.Values)),
            Named(Ordered(cell.RecurrentWeights, rows)),
            cell.Biases.Map(biases => Named(Ordered(biases.Input, 0))),
            cell.Biases.Map(biases => Named(Ordered(biases.Recurrent, 0))),
            cell.InitialHidden.Map(state => Named(state.ToTensor(path, 0))),
            cell.InitialCell.Map(state => Named(state.ToTensor(path, 0))),
            cell.Gate
        )
        {
            Variation = cell.Variation with
            {
                Peepholes = cell.Peepholes.Map(peepholes =>
                    Named(GateOrder.ToStandard(Seeing, SeeingInOnnx, peepholes.ToTensor(path, 0)))
                ),
            },
        };
    }
}
