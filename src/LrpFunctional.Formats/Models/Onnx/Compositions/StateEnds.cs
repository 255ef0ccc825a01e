using System.Collections.Immutable;
using LrpFunctional.Layers.Readings;
using LrpFunctional.Sequences;

namespace LrpFunctional.Formats.Models.Onnx.Compositions;

/// <summary>Which reading of all states of a layer gives those at a position.</summary>
internal static class StateEnds
{
    private static readonly ImmutableArray<Reading> All =
    [
        Reading.LastState,
        Reading.LastPosition,
        Reading.FirstPosition,
    ];

    /// <summary>The reading for each cell of a layer, as few different ones as there can be.</summary>
    /// <param name="read">The directions that are read, and whether at the last position.</param>
    public static Func<Direction, bool, Reading> Of(ImmutableArray<(Direction Direction, bool IsLast)> read)
    {
        var one = All.Where(reading => read.All(each => Gives(reading, each.Direction, each.IsLast)))
            .ToImmutableArray();
        return (direction, isLast) => one.IsEmpty ? All.First(reading => Gives(reading, direction, isLast)) : one[0];
    }

    private static bool Gives(Reading reading, Direction direction, bool isLast) =>
        reading switch
        {
            Reading.LastState => isLast == (direction == Direction.LeftToRight),
            Reading.LastPosition => isLast,
            _ => !isLast,
        };
}
