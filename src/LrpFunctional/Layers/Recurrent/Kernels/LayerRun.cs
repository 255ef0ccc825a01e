using System.Collections.Immutable;
using System.Numerics;
using LrpFunctional.Memory;
using LrpFunctional.Numerics;
using LrpFunctional.Sequences;

namespace LrpFunctional.Layers.Recurrent.Kernels;

/// <summary>One layer's way through a batch, in borrowed memory.</summary>
/// <param name="Vectors">What an upper layer read: the states of the one below, a row for each packed row; the lowest
/// layer has none of its own.</param>
/// <param name="Directions">One run for each cell.</param>
internal sealed record LayerRun<T>(PooledMatrix<T>? Vectors, ImmutableArray<DirectionRun<T>> Directions) : IDisposable
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public ImmutableArray<ImmutableArray<int>> Orders => [.. Directions.Select(direction => direction.Order)];

    /// <summary>The numbers of units of its cells.</summary>
    public ImmutableArray<int> Widths => [.. Directions.Select(direction => direction.Cell.Units)];

    /// <summary>The states of all cells side by side, in the order of the words.</summary>
    public PooledMatrix<T> States() =>
        DirectionMerge.SideBySide([.. Directions.Select(direction => direction.Recorded.Hidden)], Widths, Orders);

    /// <summary>The lowest layer, which reads projected inputs.</summary>
    public static LayerRun<T> Lowest(
        RecurrentLayer layer,
        PackedBatch batch,
        ProjectionTable<T> table,
        Recording what,
        int threads
    )
    {
        var places = table.PlacesOf(batch.Ids);
        return new LayerRun<T>(
            null,
            Workers.Map(
                layer.Cells.Length,
                threads,
                at =>
                {
                    var order = batch.Packing.Order(layer.Cells[at].Direction);
                    return Of(
                        layer.Cells[at].Cell.Prepared<T>(),
                        batch.Packing,
                        order,
                        Indices.At(places.AsSpan(), order.AsSpan()),
                        table.OfCells[at],
                        what
                    );
                }
            )
        );
    }

    /// <summary>A layer that reads the states of the one below it.</summary>
    public static LayerRun<T> Above(
        LayerRun<T> below,
        RecurrentLayer layer,
        Packing packing,
        Recording what,
        int threads
    )
    {
        var vectors = below.States();
        return new LayerRun<T>(
            vectors,
            Workers.Map(
                layer.Cells.Length,
                threads,
                at =>
                {
                    var (cell, order) = (layer.Cells[at].Cell.Prepared<T>(), packing.Order(layer.Cells[at].Direction));
                    return Of(cell, packing, order, order, cell.Project(vectors), what);
                }
            )
        );
    }

    /// <summary>
    /// A layer over prefixes of a sentence that it ran over whole, each word of which it reads alike in every prefix. A
    /// cell from the left also does the same with it, so that what it did is only copied; a cell from the right comes
    /// from another word in each prefix, and runs.
    /// </summary>
    /// <param name="whole">What the layer did with the whole sentence, a batch of one; its projections are
    /// lent.</param>
    /// <param name="vectors">The states of the layer below, a row for each packed row of the prefixes; null for the
    /// lowest layer.</param>
    /// <param name="layer">The layer.</param>
    /// <param name="packing">Where the prefixes' steps lie.</param>
    /// <param name="threads">With more than one, directions run at the same time.</param>
    public static LayerRun<T> OfPrefixes(
        LayerRun<T> whole,
        PooledMatrix<T>? vectors,
        RecurrentLayer layer,
        Packing packing,
        int threads
    )
    {
        var words = Indices.Steps(packing.Offsets.AsSpan());
        return new LayerRun<T>(
            vectors,
            Workers.Map(
                layer.Cells.Length,
                threads,
                at =>
                {
                    var (direction, run) = (layer.Cells[at].Direction, whole.Directions[at]);
                    var order = packing.Order(direction);
                    var read = Indices.At(run.Inputs.AsSpan(), run.Order.AsSpan());
                    var inputs = Indices.At(read.AsSpan(), Indices.At(words.AsSpan(), order.AsSpan()).AsSpan());
                    return direction == Direction.LeftToRight
                        ? new DirectionRun<T>(order, inputs, run.Projection.Lent, run.Recorded.At(words.AsSpan()))
                        : Of(run.Cell, packing, order, inputs, run.Projection.Lent, run.Recorded.What);
                }
            )
        );
    }

    public void Dispose()
    {
        foreach (var direction in Directions)
            direction.Dispose();
        Vectors?.Dispose();
    }

    private static DirectionRun<T> Of(
        PreparedCell<T> cell,
        Packing packing,
        ImmutableArray<int> order,
        ImmutableArray<int> inputs,
        PooledMatrix<T> projection,
        Recording what
    ) => new(order, inputs, projection, cell.Forward(packing.Offsets.AsSpan(), inputs.AsSpan(), projection, what));
}
