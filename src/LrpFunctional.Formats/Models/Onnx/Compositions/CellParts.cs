using LrpFunctional.Formats.Tensors;
using LrpFunctional.Layers;
using LrpFunctional.Layers.Recurrent;

namespace LrpFunctional.Formats.Models.Onnx.Compositions;

/// <summary>The weights of a cell of the graph in the library's order.</summary>
internal static class CellParts
{
    /// <summary>The weights of a cell.</summary>
    /// <param name="path">The file, for messages.</param>
    /// <param name="cell">The cell.</param>
    /// <param name="read">What it reads.</param>
    public static CellWeights Of(string path, RecurrentCell cell, Selection read)
    {
        var isLstm = cell.Kind == StateNames.Lstm;
        Tensor Ordered(Value.Numbers numbers, int rows) =>
            GateOrder.ToStandard(
                isLstm ? GateOrder.Lstm : GateOrder.Gru,
                Assembly.Order(cell.Kind),
                numbers.ToTensor(path, rows)
            );
        Weight Named(Tensor tensor) => new(tensor.Place, tensor.Values);
        var rows = cell.InputWeights.Layout.Axes[0].Size;
        var input = Ordered(cell.InputWeights, rows);
        return new CellWeights(
            isLstm ? CellKind.Lstm
                : cell.ResetsBefore ? CellKind.GruResetBefore
                : CellKind.GruResetAfter,
            cell.Direction,
            new Weight(input.Place, read.Spread($"{path}: {cell.Label}", input.Values)),
            Named(Ordered(cell.RecurrentWeights, rows)),
            cell.Biases.Map(biases => Named(Ordered(biases.Input, 0))),
            cell.Biases.Map(biases => Named(Ordered(biases.Recurrent, 0))),
            cell.InitialHidden.Map(state => Named(state.ToTensor(path, 0))),
            cell.InitialCell.Map(state => Named(state.ToTensor(path, 0))),
            cell.Gate
        );
    }
}
