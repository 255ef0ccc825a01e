using System.Collections.Immutable;
using System.Numerics;
using LrpFunctional.Networks;
using LrpFunctional.Numerics.Kernels;
using LrpFunctional.Sequences;

namespace LrpFunctional.Forward;

/// <summary>One layer's way through a batch, in borrowed memory.</summary>
/// <param name="Vectors">What an upper layer read: the states of the one below, a row for each packed row; the lowest layer has none of its own.</param>
/// <param name="Directions">One run for each cell.</param>
internal sealed record LayerRun<T>(Plane<T>? Vectors, ImmutableArray<DirectionRun<T>> Directions) : IDisposable
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public ImmutableArray<ImmutableArray<int>> Orders => [.. Directions.Select(direction => direction.Order)];

    /// <summary>The numbers of units of its cells.</summary>
    public ImmutableArray<int> Widths => [.. Directions.Select(direction => direction.Cell.Units)];

    /// <summary>The states of all cells side by side, in the order of the words.</summary>
    public Plane<T> States() => Joints.SideBySide([.. Directions.Select(direction => direction.Recorded.Hidden)], Widths, Orders);

    /// <summary>The lowest layer, which reads projected inputs.</summary>
    public static LayerRun<T> Lowest(RecurrentLayer layer, PackedBatch batch, ProjectionTable<T> table, Recording what, int threads)
    {
        var places = table.PlacesOf(batch.Ids);
        return new LayerRun<T>(null, Workers.Map(layer.Cells.Length, threads, at =>
        {
            var order = batch.Packing.Order(layer.Cells[at].Direction);
            return Of(layer.Cells[at].Cell.Panels<T>(), batch.Packing, order, Indices.At(places.AsSpan(), order.AsSpan()), table.OfCells[at], what);
        }));
    }

    /// <summary>A layer that reads the states of the one below it.</summary>
    public static LayerRun<T> Above(LayerRun<T> below, RecurrentLayer layer, Packing packing, Recording what, int threads)
    {
        var vectors = below.States();
        return new LayerRun<T>(vectors, Workers.Map(layer.Cells.Length, threads, at =>
        {
            var (cell, order) = (layer.Cells[at].Cell.Panels<T>(), packing.Order(layer.Cells[at].Direction));
            return Of(cell, packing, order, order, cell.Project(vectors), what);
        }));
    }

    public void Dispose()
    {
        foreach (var direction in Directions)
        {
            if (Vectors is not null) direction.Projection.Dispose();
            direction.Dispose();
        }

        Vectors?.Dispose();
    }

    private static DirectionRun<T> Of(CellPanels<T> cell, Packing packing, ImmutableArray<int> order, ImmutableArray<int> inputs, Plane<T> projection, Recording what) =>
        new(order, inputs, projection, cell.Forward(packing.Offsets.AsSpan(), inputs.AsSpan(), projection, what));
}
