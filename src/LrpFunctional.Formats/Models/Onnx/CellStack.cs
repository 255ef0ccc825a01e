using System.Collections.Immutable;

namespace LrpFunctional.Formats.Models.Onnx;

/// <summary>Recurrent layers that lie on each other.</summary>
/// <param name="Bottom">What the lowest reads: word vectors or an input of numbers.</param>
/// <param name="Layers">The cells of each layer, the lowest first.</param>
internal sealed record CellStack(Source Bottom, ImmutableArray<ImmutableArray<CellStack.Placed>> Layers)
{
    /// <summary>A cell, and for each column of its Wx in our order its place in the file's.</summary>
    internal sealed record Placed(RecurrentCell Cell, ImmutableArray<int> Columns);

    /// <summary>The layers below and with this one.</summary>
    /// <exception cref="FaultException">A layer reads something else than words, numbers or the states of one other
    /// layer.</exception>
    public static CellStack Below(string path, ImmutableArray<RecurrentCell> top)
    {
        var layers = ImmutableArray<ImmutableArray<Placed>>.Empty;
        while (true)
        {
            ImmutableArray<LayerStates?> lower = [.. top.Select(cell => LayerStates.Of(cell.Input))];
            layers = layers.Insert(
                0,
                [
                    .. top.Zip(
                        lower,
                        (cell, states) => new Placed(cell, states?.Order ?? [.. Enumerable.Range(0, cell.Input.Length)])
                    ),
                ]
            );
            if (lower[0] is { } first && lower.All(states => states is not null && states.IsOf(first.Cells)))
            {
                top = first.Cells;
                continue;
            }

            var bottom = DenseStage.Whole(top[0].Input);
            if (
                bottom is Source.Words or Source.Given
                && top.All(cell => ReferenceEquals(DenseStage.Whole(cell.Input), bottom))
            )
                return new CellStack(bottom, layers);
            throw new FaultException(
                new Fault(
                    $"{path}: {top[0].Label}",
                    $"it reads {top[0].Input[0].Source.Description}, where all units of one embedding, of the "
                        + "input, or of the layer below are expected",
                    "export a network whose recurrent layers lie directly on each other and on the embedding"
                )
            );
        }
    }
}
