namespace LrpFunctional.Tests.Reference;

/// <summary>Assertions on numbers that differ by rounding only.</summary>
internal static class Close
{
    /// <summary>No number differs by more than the given part of the largest.</summary>
    public static void Relative(double tolerance, IEnumerable<double> expected, IEnumerable<double> actual)
    {
        var (left, right) = (expected.ToArray(), actual.ToArray());
        Absolute(tolerance * left.Max(Math.Abs), left, right);
    }

    /// <summary>No number differs by more than the tolerance.</summary>
    public static void Absolute(double tolerance, IEnumerable<double> expected, IEnumerable<double> actual)
    {
        var (left, right) = (expected.ToArray(), actual.ToArray());
        Assert.Equal(left.Length, right.Length);
        foreach (var (at, number) in right.Index())
            Assert.True(
                Math.Abs(left[at] - number) <= tolerance,
                $"number {at} is {number:R}, not within {tolerance:R} of {left[at]:R}"
            );
    }
}
