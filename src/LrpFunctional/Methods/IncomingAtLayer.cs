using System.Collections.Immutable;
using System.Numerics;
using LrpFunctional.Layers.Recurrent;
using LrpFunctional.Layers.Recurrent.Kernels;
using LrpFunctional.Memory;
using LrpFunctional.Numerics;
using LrpFunctional.Passes;

namespace LrpFunctional.Methods;

/// <summary>What the sweeps through a layer start from.</summary>
internal static class IncomingAtLayer
{
    /// <summary>What reaches the cells of the top layer.</summary>
    public static ImmutableArray<Incoming<T>> FromHead<T>(Run<T> run, ImmutableArray<Arrival> arrivals)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        [
            .. arrivals.Zip(
                run.Layers[^1].Directions,
                (arrival, direction) =>
                    new Incoming<T>(
                        DirectionMerge.Filled<T>(arrival.AtLast, direction.Cell.HiddenColumns),
                        arrival.AtEach.MatchUnsafe(
                            each => DirectionMerge.Filled<T>(each, direction.Cell.Padded),
                            () => null
                        )
                    )
            ),
        ];

    /// <summary>What reaches the cells of a layer, given what reaches its states in the order of the words.</summary>
    public static ImmutableArray<Incoming<T>> FromAbove<T>(Run<T> run, int at, PooledMatrix<T> toStates)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var layer = run.Layers[at];
        var firstColumns = layer.Widths.Scan(0, (sum, width) => sum + width);
        return
        [
            .. layer.Directions.Zip(
                firstColumns,
                (direction, first) =>
                    new Incoming<T>(
                        PooledMatrix<T>.Zero(run.Batch.Packing.Lanes(0), direction.Cell.HiddenColumns),
                        DirectionMerge.Part(
                            toStates,
                            first,
                            direction.Cell.Units,
                            direction.Cell.Padded,
                            direction.Order
                        )
                    )
            ),
        ];
    }

    /// <summary>The vectors that the lowest layer read, a row for each packed row.</summary>
    public static PooledMatrix<T> Inputs<T>(Run<T> run)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        DirectionMerge.Filled<T>(
            MatrixRows.Gather(run.Network.VectorsOf(run.Batch), run.Batch.Ids.AsSpan()),
            Vectors.Padded<T>(run.Network.InputSize)
        );
}
