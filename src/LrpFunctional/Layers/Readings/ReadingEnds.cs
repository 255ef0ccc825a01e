using LrpFunctional.Sequences;

namespace LrpFunctional.Layers.Readings;

/// <summary>Readings of one step.</summary>
internal static class ReadingEnds
{
    /// <summary>Whether it takes the step that a direction ends with, and not the one that it starts with.</summary>
    public static bool IsLast(this Reading reading, Direction direction) =>
        reading == Reading.LastState || reading == Reading.LastPosition == (direction == Direction.LeftToRight);
}
