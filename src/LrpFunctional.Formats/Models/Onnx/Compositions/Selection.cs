using System.Collections.Immutable;
using LrpFunctional.Numerics;

namespace LrpFunctional.Formats.Models.Onnx.Compositions;

/// <summary>The numbers that a layer reads of a flow.</summary>
/// <param name="Flow">The flow.</param>
/// <param name="Columns">For each number its column.</param>
internal sealed record Selection(Flow Flow, ImmutableArray<int> Columns)
{
    private const long Spare = 1 << 23;
    private const int Copies = 16;

    /// <summary>Whether it is all of them in their order.</summary>
    public bool IsWhole =>
        Columns.Length == Flow.Shape.Units && Columns.Index().All(column => column.Item == column.Index);

    /// <summary>W over the numbers read as W over the flow: a column that is not read is zero.</summary>
    /// <param name="place">The node, for messages.</param>
    /// <param name="weights">W.</param>
    /// <exception cref="FaultException">It would be far larger.</exception>
    public Matrix Spread(string place, Matrix weights)
    {
        if (IsWhole)
            return weights;
        var (rows, width) = (weights.Rows, Flow.Shape.Units);
        var spread = new double[Room(place, rows, (long)rows * Columns.Length)];
        for (var row = 0; row < rows; row++)
        {
            for (var at = 0; at < Columns.Length; at++)
                spread[(row * width) + Columns[at]] += weights[row, at];
        }

        return Matrix.Of(rows, width, [.. spread]);
    }

    /// <summary>The numbers read as sums over the flow: a one for each.</summary>
    /// <param name="place">The node, for messages.</param>
    /// <exception cref="FaultException">It would be very large.</exception>
    public Matrix Ones(string place)
    {
        var width = Flow.Shape.Units;
        var ones = new double[Room(place, Columns.Length, Columns.Length)];
        for (var at = 0; at < Columns.Length; at++)
            ones[(at * width) + Columns[at]] = 1;
        return Matrix.Of(Columns.Length, width, [.. ones]);
    }

    // A few numbers of a wide flow ask for a wide matrix.
    private long Room(string place, long rows, long given) =>
        rows * Flow.Shape.Units is var size && size <= Spare + (Copies * given)
            ? size
            : throw new FaultException(
                new Fault(
                    place,
                    $"it picks {Columns.Length} of {Flow.Shape.Units} numbers by weights that are not stored",
                    "export a network whose layers read whole flows"
                )
            );
}
