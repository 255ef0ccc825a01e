using System.Collections.Immutable;

namespace LrpFunctional.Formats.Sentences;

/// <summary>
/// Steps of which every number is missing: those that fill sequences up to one length stand at the end and are no part
/// of them.
/// </summary>
internal static class Gaps
{
    /// <summary>The steps up to the last that is no gap.</summary>
    public static ImmutableArray<T> CutAtEnd<T>(ImmutableArray<T> steps, Func<T, bool> isGap)
    {
        var length = steps.Length;
        while (length > 0 && isGap(steps[length - 1]))
            length--;
        return steps[..length];
    }
}
